import { defineContainerCheck, healthy, violation } from '../../model/check.ts'
import { imageFault } from '../../pods/image-reference.ts'

/**
 * Container images should have valid names.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .image
 * Allowed: names that container runtimes can read
 * Source: distribution/reference, grammar
 */
export const invalidImageName = defineContainerCheck({
  id: 'invalid-image-name',
  severity: 'medium',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  evaluate: ({ container, at }) => {
    const image = container.image ?? ''
    const fault = imageFault(image)
    return fault === undefined ? healthy : [violation(at('/image'), { container: container.name ?? '', image }, messages[fault])]
  },
})

const messages = { empty: 'empty', characters: 'default', uppercase: 'uppercase', tag: 'tag', digest: 'digest' } as const
