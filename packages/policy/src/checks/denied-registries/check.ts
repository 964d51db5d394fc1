import { defineContainerCheck, healthy, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'
import { parseImage } from '../../pods/image-reference.ts'

/**
 * Container images should not come from denied registries.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .image
 * Allowed: images outside the registries and repositories of the parameter; nginx counts as docker.io/library/nginx
 * Source: Kubernetes announcement of 2023-02-06, k8s.gcr.io is frozen; Bitnami announcement of 2025-08, the legacy
 * repository gets no updates
 */
export const deniedRegistries = defineContainerCheck({
  id: 'denied-registries',
  severity: 'medium',
  control: 'remediate-vulnerabilities',
  category: 'security',
  maps: { cisAks: ['5.1.4'], cisKubernetes: ['5.5.1'], nsa: 'Upgrading and application security practices', mitre: ['T1525'] },
  parameters: { registries: { type: 'strings', default: ['k8s.gcr.io', 'docker.io/bitnamilegacy'] } },
  prepare: ({ registries }) => registries.map((entry) => entry.replace(/\/+$/, '')).filter((entry) => entry !== ''),
  evaluate: ({ container, prepared: denied, at }) => {
    const image = container.image ?? ''
    if (image === '' || denied.length === 0) return healthy
    const entry = deniedBy(image, denied)
    return entry === undefined ? healthy : [violation(at('/image'), { container: container.name ?? '', image, registry: entry })]
  },
  fix: ({ container, prepared: denied, at }) => {
    const image = container.image ?? ''
    if (!image.startsWith(frozen)) return undefined
    const moved = successor + image.slice(frozen.length)
    return deniedBy(moved, denied) === undefined ? [set(at('/image'), moved)] : undefined
  },
})

/** The project moved its images with all their names. */
const frozen = 'k8s.gcr.io/'
const successor = 'registry.k8s.io/'

function deniedBy(image: string, denied: readonly string[]): string | undefined {
  const { registry, repository } = parseImage(image)
  for (const entry of denied) {
    if (!entry.startsWith(registry)) continue
    if (entry.length === registry.length) return entry
    const path = entry.slice(registry.length + 1)
    if (entry[registry.length] === '/' && (repository === path || repository.startsWith(`${path}/`))) return entry
  }
  return undefined
}
