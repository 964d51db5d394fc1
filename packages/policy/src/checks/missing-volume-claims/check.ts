import { defineRelationCheck, healthy } from '../../model/check.ts'
import { missingReferences } from '../../references/missing-references.ts'
import { neededBy, volumeClaimsOf } from '../../references/pod-references.ts'

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
  affected: neededBy,
  evaluate: ({ resource, pod, inventory }) =>
    pod === undefined ? healthy : missingReferences(volumeClaimsOf(pod), '/PersistentVolumeClaim', resource, inventory),
})
