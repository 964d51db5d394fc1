import { defineContainerCheck, healthy, violation } from '../../model/check.ts'
import { callsProgram, callsProgramWith, findInCommands } from '../../pods/command-line.ts'

/**
 * Containers should not run commands of attackers.
 *
 * Restricted fields: spec.containers[*], initContainers[*], ephemeralContainers[*] .command, args, lifecycle, probes
 * Allowed: texts without reverse shells, without programs and protocols of coin miners, and without steps from the
 * container into the node (nsenter where hostPID is set, chroot into a mount of the host)
 * Source: Threat Matrix for Kubernetes, MS-TA9007 (bash or cmd in container), MS-TA9039 (resource hijacking), MS-TA9013
 */
export const suspiciousCommand = defineContainerCheck({
  id: 'suspicious-command',
  severity: 'high',
  control: 'remediate-security-configurations',
  category: 'security',
  maps: { nsa: 'Pod security', mitre: ['T1059', 'T1496', 'T1611'] },
  evaluate: ({ container, pod, at }) => {
    const place = findInCommands(container, isSuspicious) ?? (pod.spec.hostPID === true ? findInCommands(container, entersNode) : undefined)
    if (place === undefined) {
      const chroot =
        container.command !== undefined && callsProgram(container.command[0] ?? '', 'chroot') ? container.command[1] : undefined
      return chroot !== undefined && hostRoots.has(chroot)
        ? [violation(at('/command'), { container: container.name ?? '' }, 'node')]
        : healthy
    }
    const found = textAt(container, place)
    const message = isMiner(found) ? 'miner' : isShell(found) ? 'default' : 'node'
    return [violation(at(place), { container: container.name ?? '' }, message)]
  },
})

const hostRoots = new Set(['/host', '/hostfs', '/rootfs', '/host-root', '/mnt/host'])

function isSuspicious(text: string): boolean {
  return isShell(text) || isMiner(text) || leavesIntoHost(text)
}

function isShell(text: string): boolean {
  if (text.length < 5) return false
  if (text.includes('/dev/tcp/') || text.includes('/dev/udp/') || text.includes('bash -i ')) return true
  if (!text.includes('nc')) return false
  return (
    callsProgramWith(text, 'nc', ['-e', '-c']) ||
    callsProgramWith(text, 'ncat', ['-e', '-c']) ||
    callsProgramWith(text, 'netcat', ['-e', '-c'])
  )
}

function isMiner(text: string): boolean {
  if (text.includes('stratum+')) return true
  for (const miner of miners) if (text.includes(miner) && callsProgram(text, miner)) return true
  return false
}

const miners = ['xmrig', 'minerd', 'cpuminer', 'ethminer', 'nbminer', 'xmr-stak', 't-rex', 'lolMiner']

function leavesIntoHost(text: string): boolean {
  return text.includes('chroot ') && callsProgramWith(text, 'chroot', ['host', 'hostfs', 'rootfs', 'host-root'])
}

function entersNode(text: string): boolean {
  return text.includes('nsenter') && callsProgram(text, 'nsenter')
}

function textAt(container: object, pointer: string): string {
  let value: unknown = container
  for (const key of pointer.slice(1).split('/')) value = (value as Record<string, unknown>)[key]
  return String(value)
}
