import { defineRelationCheck, type Violation, violation } from '../../model/check.ts'
import { neededBy } from '../../references/pod-references.ts'
import { autoscalerKind, scaledBy } from '../../workloads/autoscalers.ts'
import { leastReplicasOf } from '../../workloads/replicas.ts'

/**
 * Replicas should not share a volume for one node.
 *
 * Restricted field: volumes[*].persistentVolumeClaim of Deployments and ReplicaSets with more than one replica
 * Allowed: claims that several nodes may mount (ReadWriteMany, ReadOnlyMany); claims that cannot be seen
 * Source: Kubernetes, "Persistent Volumes", access modes: ReadWriteOnce is for one node, ReadWriteOncePod for one pod
 */
export const sharedVolumeClaims = defineRelationCheck({
  id: 'shared-volume-claims',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'reliability',
  maps: {},
  kinds: ['apps/Deployment', 'apps/ReplicaSet'],
  reads: ['/PersistentVolumeClaim', autoscalerKind],
  affected: (changed, inventory) => (changed.kind === autoscalerKind ? scaledBy(changed, inventory) : neededBy(changed, inventory)),
  evaluate({ resource, pod, inventory }) {
    if (pod?.spec.volumes === undefined) return []
    const found: Violation[] = []
    for (const [index, { persistentVolumeClaim }] of pod.spec.volumes.entries()) {
      const name = persistentVolumeClaim?.claimName
      if (name === undefined) continue
      const replicas = leastReplicasOf(inventory, resource) ?? 1
      if (replicas < 2) return []
      const claim = inventory.find('/PersistentVolumeClaim', resource.namespace, name)
      const modes = (claim?.object.spec as { readonly accessModes?: readonly string[] } | undefined)?.accessModes ?? []
      if (modes.length === 0 || modes.some((mode) => mode !== 'ReadWriteOnce' && mode !== 'ReadWriteOncePod')) continue
      found.push(violation(`${pod.specPointer}/volumes/${index}/persistentVolumeClaim`, { claim: name, mode: modes[0] ?? '', replicas }))
    }
    return found
  },
})
