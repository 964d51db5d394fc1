import { defineContainerCheck, healthy, violation } from '../../model/check.ts'
import { callsProgramWith, findInCommands } from '../../pods/command-line.ts'

/**
 * Containers should not install packages at start.
 *
 * Restricted fields: spec.containers[*], initContainers[*] .command, args, lifecycle, probes
 * Allowed: texts that do not call a package manager to install something
 * Source: Threat Matrix for Kubernetes, MS-TA9007; programs that are not part of the image are drift
 */
export const packageInstallAtStart = defineContainerCheck({
  id: 'package-install-at-start',
  severity: 'low',
  control: 'remediate-vulnerabilities',
  category: 'security',
  containerKinds: ['container', 'init', 'sidecar'],
  maps: { nsa: 'Upgrading and application security practices', mitre: ['T1105'] },
  evaluate: ({ container, at }) => {
    const place = findInCommands(container, installsPackage)
    return place === undefined ? healthy : [violation(at(place), { container: container.name ?? '' })]
  },
})

const managers: readonly { readonly program: string; readonly verbs: readonly string[] }[] = [
  { program: 'apt-get', verbs: ['install'] },
  { program: 'apt', verbs: ['install'] },
  { program: 'apk', verbs: ['add'] },
  { program: 'dnf', verbs: ['install'] },
  { program: 'microdnf', verbs: ['install'] },
  { program: 'yum', verbs: ['install'] },
  { program: 'zypper', verbs: ['install', 'in'] },
  { program: 'pip', verbs: ['install'] },
  { program: 'pip3', verbs: ['install'] },
  { program: 'npm', verbs: ['install', 'i'] },
  { program: 'gem', verbs: ['install'] },
]

function installsPackage(text: string): boolean {
  if (text.length < 8) return false
  for (const { program, verbs } of managers) if (text.includes(program) && callsProgramWith(text, program, verbs)) return true
  return false
}
