import { defineRelationCheck } from '../../model/check.ts'
import { missingReferences } from '../../references/missing-references.ts'

/**
 * Volume claims of pods should exist.
 *
 * Restricted field: volumes[*].persistentVolumeClaim.claimName of the pod
 * Allowed: a PersistentVolumeClaim of the namespace
 * Source: Kubernetes, "Persistent Volumes": the pod waits for its claim
 */
export const missingVolumeClaims = defineRelationCheck({
  id: 'missing-volume-claims',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  kinds: ['pods'],
  reads: ['/PersistentVolumeClaim'],
  evaluate({ resource, pod, inventory }) {
    if (pod?.spec.volumes === undefined) return []
    const references = pod.spec.volumes.flatMap(({ persistentVolumeClaim }, index) =>
      persistentVolumeClaim?.claimName === undefined
        ? []
        : [{ name: persistentVolumeClaim.claimName, pointer: `${pod.specPointer}/volumes/${index}/persistentVolumeClaim` }],
    )
    return missingReferences(references, '/PersistentVolumeClaim', resource, inventory)
  },
})
