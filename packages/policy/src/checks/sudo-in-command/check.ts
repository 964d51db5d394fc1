import { defineContainerCheck, healthy, violation } from '../../model/check.ts'
import { callsProgram, findInCommands } from '../../pods/command-line.ts'

/**
 * Containers should not use sudo.
 *
 * Restricted fields: spec.containers[*], initContainers[*], ephemeralContainers[*] .command, args, lifecycle, probes
 * Allowed: texts that do not call sudo, doas or su
 * Source: Threat Matrix for Kubernetes, MS-TA9018; sudo needs privilege escalation and a set-user-id file in the image
 */
export const sudoInCommand = defineContainerCheck({
  id: 'sudo-in-command',
  severity: 'low',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { nsa: 'Pod security', mitre: ['T1548.003'] },
  evaluate: ({ container, at }) => {
    const place = findInCommands(container, callsSudo)
    return place === undefined ? healthy : [violation(at(place), { container: container.name ?? '' })]
  },
})

function callsSudo(text: string): boolean {
  return (text.includes('sudo') && callsProgram(text, 'sudo')) || (text.includes('doas') && callsProgram(text, 'doas'))
}
