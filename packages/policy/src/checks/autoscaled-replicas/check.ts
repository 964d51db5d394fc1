import { defineRelationCheck, violation } from '../../model/check.ts'
import { remove } from '../../model/edit.ts'
import { autoscalerKind, autoscalersOf, scaledBy } from '../../workloads/autoscalers.ts'

/**
 * Manifests of autoscaled workloads should not set replicas.
 *
 * Restricted field: spec.replicas of Deployment, StatefulSet, ReplicaSet that an autoscaler scales
 * Allowed: absent; objects of a cluster (with a uid), where the autoscaler itself writes the field
 * Source: Kubernetes, "Horizontal Pod Autoscaling", migrating Deployments and StatefulSets to horizontal autoscaling
 */
export const autoscaledReplicas = defineRelationCheck({
  id: 'autoscaled-replicas',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'reliability',
  maps: {},
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet'],
  reads: [autoscalerKind],
  affected: scaledBy,
  evaluate({ resource, inventory }) {
    const { metadata, spec } = resource.object
    if (metadata.uid !== undefined || (spec as { readonly replicas?: number } | undefined)?.replicas === undefined) return []
    const [autoscaler] = autoscalersOf(inventory, resource)
    return autoscaler === undefined ? [] : [violation('/spec/replicas', { autoscaler: autoscaler.name })]
  },
  fix: (_, { pointer }) => [remove(pointer)],
})
