import { definePodCheck, type Violation, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'
import { baseExclusions } from '../defender-exclusions.ts'

const restricted = ['hostPID', 'hostIPC'] as const

/**
 * Containers sharing sensitive host namespaces should be avoided.
 *
 * Restricted fields: spec.hostPID, spec.hostIPC; hostNetwork is the matter of host-network-ports
 * Allowed: undefined, false
 * Source: Pod Security Standards, baseline; Azure Policy 47a1ee2f-2a2a-4576-bf2a-e0e36709c2b8, version 5
 */
export const hostNamespaces = definePodCheck({
  id: 'host-namespaces',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: {
    azurePolicy: '47a1ee2f-2a2a-4576-bf2a-e0e36709c2b8',
    mcsb: 'PV-2',
    pss: 'baseline',
    cisAks: ['4.2.2', '4.2.3'],
    cisKubernetes: ['5.2.3', '5.2.4'],
    nsa: 'Pod security',
    mitre: ['T1611', 'T1057'],
  },
  evaluate({ spec, at }) {
    const violations: Violation[] = []
    for (const field of restricted) if (spec[field] === true) violations.push(violation(at(`/${field}`), { field }))
    return violations
  },
  fix: (_, { pointer }) => [set(pointer, false)],
  defender: { excludedNamespaces: baseExclusions },
})
