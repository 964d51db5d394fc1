import { defineContainerCheck, healthy, violation } from '../../model/check.ts'
import { isLatest } from '../../pods/image-reference.ts'

/**
 * Container images should have a tag other than latest.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .image
 * Allowed: names with a digest or a tag that is not latest
 * Source: Azure Policy 021f8078-41a0-40e6-81b6-c6597da9f3ee
 */
export const imageTagLatest = defineContainerCheck({
  id: 'image-tag-latest',
  severity: 'medium',
  control: 'remediate-vulnerabilities',
  category: 'reliability',
  maps: { azurePolicy: '021f8078-41a0-40e6-81b6-c6597da9f3ee', nsa: 'Upgrading and application security practices', mitre: ['T1525'] },
  evaluate: ({ container, at }) => {
    const image = container.image ?? ''
    if (!isLatest(image)) return healthy
    return [violation(at('/image'), { container: container.name ?? '', image }, image.endsWith(':latest') ? 'default' : 'none')]
  },
})
