import { defineContainerCheck, healthy, violation } from '../../model/check.ts'

/**
 * Containers should have a limit for local storage.
 *
 * Required field: spec.containers[*], initContainers[*] .resources.limits.ephemeral-storage
 * Source: Kubernetes documentation, Local ephemeral storage
 *
 * Off by default: nodes with generous disks do well without.
 */
export const ephemeralStorageLimit = defineContainerCheck({
  id: 'ephemeral-storage-limit',
  severity: 'low',
  control: 'protect-applications-against-ddos',
  category: 'reliability',
  enabledByDefault: false,
  containerKinds: ['container', 'init', 'sidecar'],
  maps: { nsa: 'Resource policies', mitre: ['T1499'] },
  evaluate: ({ container, at }) =>
    container.resources?.limits?.['ephemeral-storage'] === undefined
      ? [violation(at('/resources/limits/ephemeral-storage'), { container: container.name ?? '' })]
      : healthy,
})
