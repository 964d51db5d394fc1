import { compileExpression } from '../../engine/settings.ts'
import { definePodCheck, type PodInput, type Verdict, type Violation, violation } from '../../model/check.ts'
import { parseImage } from '../../pods/image-reference.ts'
import { extendedExclusions } from '../defender-exclusions.ts'

const parameters = { allowedContainerImagesRegex: { type: 'string', format: 'regex', required: true } } as const

/** Matches no image: what the original has before somebody configures it. */
const matchesNothing = '^(.+){0}$'

type Matches = (image: string) => boolean

/**
 * Container images should be deployed from trusted registries only.
 *
 * Restricted fields: spec.containers[*], initContainers[*], ephemeralContainers[*] .image; spec.volumes[*].image.reference
 * Allowed: what the expression of the parameter finds
 * Source: Azure Policy febd0533-8e55-448f-b837-bd0e06f16469
 */
export const trustedRegistries = definePodCheck({
  id: 'trusted-registries',
  severity: 'high',
  control: 'remediate-vulnerabilities',
  category: 'security',
  maps: {
    azurePolicy: 'febd0533-8e55-448f-b837-bd0e06f16469',
    mcsb: 'PV-2',
    cisAks: ['5.1.4'],
    cisKubernetes: ['5.5.1'],
    nsa: 'Pod security',
    mitre: ['T1204.003', 'T1525'],
  },
  parameters,
  notSet: { allowedContainerImagesRegex: matchesNothing },
  prepare: ({ allowedContainerImagesRegex = matchesNothing }): Matches => {
    const matches = compileExpression('allowedContainerImagesRegex', allowedContainerImagesRegex)
    return (image) => matches(image) || matches(fullName(image))
  },
  evaluate(input): Verdict {
    const violations = untrustedContainers(input, true)
    for (const [index, { name, image }] of input.spec.volumes?.entries() ?? []) {
      const reference = image?.reference ?? ''
      if (image !== undefined && reference !== '' && !input.prepared(reference))
        violations.push(violation(input.at(`/volumes/${index}/image/reference`), { volume: name ?? '', image: reference }, 'volume'))
    }
    return violations
  },
  defender: {
    excludedNamespaces: extendedExclusions,
    parameters: { allowedContainerImagesRegex: matchesNothing },
    prepare: ({ allowedContainerImagesRegex = matchesNothing }): Matches =>
      compileExpression('allowedContainerImagesRegex', allowedContainerImagesRegex),
    evaluate: (input): Verdict => untrustedContainers(input, false),
  },
})

function untrustedContainers({ pod, prepared }: PodInput<typeof parameters, Matches>, seesEphemeral: boolean): Violation[] {
  const violations: Violation[] = []
  for (const { container, kind, pointer } of pod.containers) {
    const image = container.image ?? ''
    if ((kind !== 'ephemeral' || seesEphemeral) && !prepared(image))
      violations.push(violation(`${pointer}/image`, { container: container.name ?? '', image }))
  }
  return violations
}

/** The image with its registry, as the runtime will pull it: `nginx` → `docker.io/library/nginx`. */
function fullName(image: string): string {
  const { registry, repository, tag, digest } = parseImage(image)
  return `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`
}
