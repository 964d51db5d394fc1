import { definePodCheck, healthy, type Violation, violation } from '../../model/check.ts'
import type { Container } from '../../model/pod.ts'
import { findInCommands } from '../../pods/command-line.ts'

/**
 * Pods should not call the cloud's metadata service.
 *
 * Restricted fields: spec.hostAliases[*].ip and
 * spec.containers[*], initContainers[*], ephemeralContainers[*] .command, args, env[*].value, lifecycle, probes
 * Allowed: texts without the addresses of metadata services
 * Source: Threat Matrix for Kubernetes, MS-TA9033 (instance metadata API) and MS-TA9028 (managed identity credentials)
 */
export const cloudMetadataAccess = definePodCheck({
  id: 'cloud-metadata-access',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { nsa: 'Network separation and hardening', mitre: ['T1552.005'] },
  evaluate: ({ spec, pod, at }) => {
    let violations: Violation[] | undefined
    for (let index = 0; index < (spec.hostAliases?.length ?? 0); index += 1) {
      if (!namesMetadata(spec.hostAliases?.[index]?.ip ?? '')) continue
      violations ??= []
      violations.push(violation(at(`/hostAliases/${index}/ip`), {}, 'alias'))
    }
    for (const { container, pointer } of pod.containers) {
      const place = findInCommands(container, namesMetadata) ?? findInValues(container)
      if (place === undefined) continue
      violations ??= []
      violations.push(violation(pointer + place, { container: container.name ?? '' }))
    }
    return violations ?? healthy
  },
})

function findInValues({ env }: Container): string | undefined {
  for (let index = 0; index < (env?.length ?? 0); index += 1) if (namesMetadata(env?.[index]?.value ?? '')) return `/env/${index}/value`
  return undefined
}

/** Azure, AWS, GCP, DigitalOcean and OpenStack share the first; the others are those of AWS (IPv6), GCP and Alibaba Cloud. */
const addresses = ['169.254.169.254', 'fd00:ec2::254', 'metadata.google.internal', '100.100.100.200']

/** The shortest of them has 13 characters. */
const shortestAddress = 13

function namesMetadata(text: string): boolean {
  if (text.length < shortestAddress) return false
  for (const address of addresses) if (text.includes(address)) return true
  return false
}
