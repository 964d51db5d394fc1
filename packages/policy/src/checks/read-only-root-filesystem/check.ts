import { type ContainerInput, defineContainerCheck, healthy, notApplicable, type Verdict, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'
import { extendedExclusions } from '../defender-exclusions.ts'

/**
 * Immutable (read-only) root filesystem should be enforced for containers.
 *
 * Required field: spec.containers[*], initContainers[*], ephemeralContainers[*] .securityContext.readOnlyRootFilesystem
 * Allowed: true. Windows has no read-only root file system.
 * Source: Azure Policy df49d893-a74c-421d-bc95-c663042e5b80
 */
export const readOnlyRootFilesystem = defineContainerCheck({
  id: 'read-only-root-filesystem',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: {
    azurePolicy: 'df49d893-a74c-421d-bc95-c663042e5b80',
    mcsb: 'PV-2',
    cisKubernetes: ['5.7.3'],
    nsa: 'Pod security',
    mitre: ['T1105', 'T1036'],
  },
  evaluate: (input): Verdict => (input.pod.os === 'windows' ? notApplicable('windows') : writable(input)),
  fix: (_, { pointer }) => [set(pointer, true)],
  defender: {
    containerKinds: ['container', 'init', 'sidecar'],
    excludedNamespaces: extendedExclusions,
    evaluate: (input): Verdict => writable(input),
  },
})

function writable({ container, at }: ContainerInput): Verdict {
  return container.securityContext?.readOnlyRootFilesystem === true
    ? healthy
    : [violation(at('/securityContext/readOnlyRootFilesystem'), { container: container.name ?? '' })]
}
