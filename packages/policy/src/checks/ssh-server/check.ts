import { defineContainerCheck, healthy, violation } from '../../model/check.ts'
import { callsProgram, findInCommands } from '../../pods/command-line.ts'

/**
 * Containers should not run an SSH server.
 *
 * Restricted fields: spec.containers[*], initContainers[*], ephemeralContainers[*] .ports[*].containerPort, command, args,
 * lifecycle, probes
 * Allowed: ports other than TCP 22, texts that do not call sshd or dropbear
 * Source: Threat Matrix for Kubernetes, MS-TA9010 (SSH server running inside container)
 */
export const sshServer = defineContainerCheck({
  id: 'ssh-server',
  severity: 'medium',
  control: 'secure-management-ports',
  category: 'security',
  maps: { nsa: 'Network separation and hardening', mitre: ['T1021.004', 'T1133'] },
  evaluate: ({ container, at }) => {
    const { ports } = container
    for (let index = 0; index < (ports?.length ?? 0); index += 1) {
      const { containerPort, protocol = 'TCP' } = ports?.[index] ?? {}
      if (containerPort === 22 && protocol === 'TCP')
        return [violation(at(`/ports/${index}/containerPort`), { container: container.name ?? '' }, 'port')]
    }
    const place = findInCommands(container, callsServer)
    return place === undefined ? healthy : [violation(at(place), { container: container.name ?? '' })]
  },
})

function callsServer(text: string): boolean {
  return (text.includes('sshd') && callsProgram(text, 'sshd')) || (text.includes('dropbear') && callsProgram(text, 'dropbear'))
}
