import { type ContainerInput, defineContainerCheck, healthy, notApplicable, type Verdict, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'
import { extendedExclusions } from '../defender-exclusions.ts'

/**
 * Privileged containers should be avoided.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .securityContext.privileged
 * Allowed: undefined, false
 * Source: Pod Security Standards, baseline; Azure Policy 95edb821-ddaf-4404-9732-666045e056b4
 */
export const privilegedContainers = defineContainerCheck({
  id: 'privileged-containers',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: {
    azurePolicy: '95edb821-ddaf-4404-9732-666045e056b4',
    mcsb: 'PV-2',
    pss: 'baseline',
    cisAks: ['4.2.1'],
    cisKubernetes: ['5.2.2'],
    nsa: 'Pod security',
    mitre: ['T1610', 'T1611'],
  },
  evaluate: (input): Verdict => (input.pod.os === 'windows' ? notApplicable('windows') : privileged(input)),
  fix: ({ at }) => [set(at('/securityContext/privileged'), false)],
  defender: {
    containerKinds: ['container', 'init', 'sidecar'],
    excludedNamespaces: extendedExclusions,
    evaluate: (input): Verdict => privileged(input),
  },
})

function privileged({ container, at }: ContainerInput): Verdict {
  return container.securityContext?.privileged === true
    ? [violation(at('/securityContext/privileged'), { container: container.name ?? '' })]
    : healthy
}
