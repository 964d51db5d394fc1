import { definePodCheck, notApplicable, type PodInput, type Verdict, type Violation, violation } from '../../model/check.ts'
import { type Edit, set } from '../../model/edit.ts'
import type { ParametersOf } from '../../model/parameters.ts'
import type { ImageUser, PlacedContainer } from '../../model/pod.ts'
import { extendedExclusions } from '../defender-exclusions.ts'
import { type IdentityRule, rangesSchema, readIdentityRule } from './identity-rules.ts'

const ranges = { type: 'object', default: { ranges: [] }, schema: rangesSchema } as const
const groupRule = { type: 'string', default: 'RunAsAny', enum: ['MustRunAs', 'MayRunAs', 'RunAsAny'] } as const

const parameters = {
  runAsUserRule: { type: 'string', default: 'MustRunAsNonRoot', enum: ['MustRunAs', 'MustRunAsNonRoot', 'RunAsAny'] },
  runAsUserRanges: ranges,
  runAsGroupRule: groupRule,
  runAsGroupRanges: ranges,
  supplementalGroupsRule: groupRule,
  supplementalGroupsRanges: ranges,
  fsGroupRule: groupRule,
  fsGroupRanges: ranges,
} as const

type Rules = Readonly<Record<'runAsUser' | 'runAsGroup' | 'supplementalGroups' | 'fsGroup', IdentityRule>>

type Input = PodInput<typeof parameters, Rules>

const fromOne = { ranges: [{ min: 1, max: -1 }] }

/**
 * Running containers as root user should be avoided.
 *
 * Restricted fields: spec.securityContext and spec.containers[*], initContainers[*], ephemeralContainers[*] .securityContext:
 * runAsUser, runAsNonRoot, runAsGroup; spec.securityContext: supplementalGroups, fsGroup. A container's value goes before
 * the pod's.
 * Allowed: a user other than 0, or runAsNonRoot, or an image known to have such a user; groups as the parameters say
 * Source: Pod Security Standards, restricted; Azure Policy f06ddb64-5fa3-4b77-b166-acb36f7f6042
 */
export const runAsRoot = definePodCheck({
  id: 'run-as-root',
  severity: 'high',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: {
    azurePolicy: 'f06ddb64-5fa3-4b77-b166-acb36f7f6042',
    mcsb: 'PV-2',
    pss: 'restricted',
    cisKubernetes: ['5.2.7'],
    nsa: 'Pod security',
    mitre: ['T1611', 'T1068'],
  },
  parameters,
  prepare: (values: ParametersOf<typeof parameters>): Rules => ({
    runAsUser: readIdentityRule('runAsUserRanges', values.runAsUserRule, values.runAsUserRanges),
    runAsGroup: readIdentityRule('runAsGroupRanges', values.runAsGroupRule, values.runAsGroupRanges),
    supplementalGroups: readIdentityRule('supplementalGroupsRanges', values.supplementalGroupsRule, values.supplementalGroupsRanges),
    fsGroup: readIdentityRule('fsGroupRanges', values.fsGroupRule, values.fsGroupRanges),
  }),
  evaluate: (input): Verdict => (input.pod.os === 'windows' ? notApplicable('windows') : faults(input, userOrImage)),
  fix(input, { message, pointer, data }): Edit[] | undefined {
    if (message === 'may-be-root') return [set(pointer, true)]
    const { field } = data
    if (field !== 'runAsUser' && field !== 'runAsGroup') return undefined
    const { suggested } = input.prepared[field]
    return suggested === undefined ? undefined : [set(pointer, suggested)]
  },
  defender: {
    excludedNamespaces: extendedExclusions,
    parameters: {
      runAsGroupRule: 'MustRunAs',
      runAsGroupRanges: fromOne,
      supplementalGroupsRule: 'MayRunAs',
      supplementalGroupsRanges: fromOne,
      fsGroupRule: 'MayRunAs',
      fsGroupRanges: fromOne,
    },
    evaluate: (input): Verdict => faults(input, userAlone),
  },
})

/** Says what is wrong with a container that names no user; undefined when that is fine. */
type JudgeUnset = (input: Input, placed: PlacedContainer) => Violation | undefined

function faults(input: Input, judgeUnset: JudgeUnset): Violation[] {
  const { pod, spec, prepared, at } = input
  const violations: Violation[] = []
  // What the pod says is one fault, however many containers inherit it.
  const reported = new Set<string>()
  for (const placed of pod.containers) {
    if (placed.kind === 'ephemeral' && judgeUnset === userAlone) continue
    for (const field of ['runAsUser', 'runAsGroup'] as const) {
      const found = fieldFault(input, placed, field, judgeUnset)
      if (found === undefined || reported.has(found.pointer)) continue
      reported.add(found.pointer)
      violations.push(found)
    }
  }
  const { supplementalGroups, fsGroup } = spec.securityContext ?? {}
  const groups = prepared.supplementalGroups
  if (groups.rule === 'MustRunAs' && (supplementalGroups?.length ?? 0) === 0)
    violations.push(violation(at('/securityContext/supplementalGroups'), { field: 'supplementalGroups' }, 'pod-not-set'))
  for (const [index, id] of supplementalGroups?.entries() ?? []) {
    if (!groups.allows(id))
      violations.push(violation(at(`/securityContext/supplementalGroups/${index}`), { field: 'supplementalGroups', id }, 'not-allowed'))
  }
  if (fsGroup === undefined ? prepared.fsGroup.rule === 'MustRunAs' : !prepared.fsGroup.allows(fsGroup)) {
    const data = { field: 'fsGroup', ...(fsGroup !== undefined && { id: fsGroup }) }
    violations.push(violation(at('/securityContext/fsGroup'), data, fsGroup === undefined ? 'pod-not-set' : 'not-allowed'))
  }
  return violations
}

function fieldFault(
  input: Input,
  placed: PlacedContainer,
  field: 'runAsUser' | 'runAsGroup',
  judgeUnset: JudgeUnset,
): Violation | undefined {
  const { rule, allows } = input.prepared[field]
  if (rule === 'RunAsAny') return undefined
  const { container, pointer } = placed
  const own = container.securityContext?.[field]
  const id = own ?? input.spec.securityContext?.[field]
  if (id !== undefined) {
    if (allows(id)) return undefined
    const place = own === undefined ? input.at(`/securityContext/${field}`) : `${pointer}/securityContext/${field}`
    return violation(place, { field, id }, field === 'runAsUser' && id === 0 ? 'default' : 'not-allowed')
  }
  if (rule === 'MayRunAs') return undefined
  return field === 'runAsUser' ? judgeUnset(input, placed) : notSet(placed, field)
}

function notSet({ container, pointer }: PlacedContainer, field: string): Violation {
  return violation(`${pointer}/securityContext/${field}`, { container: container.name ?? '', field }, 'not-set')
}

function userAlone(_: Input, placed: PlacedContainer): Violation {
  return notSet(placed, 'runAsUser')
}

/** A kubelet that must not start root, and an image that names another user, do as well. */
function userOrImage({ spec, prepared, imageUser }: Input, placed: PlacedContainer): Violation | undefined {
  const { container, pointer } = placed
  const { rule, allows } = prepared.runAsUser
  const user = imageUser(container.image ?? '')
  if (rule === 'MustRunAs') return typeof user === 'number' && allows(user) ? undefined : notSet(placed, 'runAsUser')
  if ((container.securityContext?.runAsNonRoot ?? spec.securityContext?.runAsNonRoot) === true) return undefined
  const data = { container: container.name ?? '' }
  if (user === undefined) return violation(`${pointer}/securityContext/runAsNonRoot`, data, 'may-be-root')
  return isRoot(user)
    ? violation(`${pointer}/securityContext/runAsUser`, { ...data, image: container.image ?? '' }, 'image-is-root')
    : undefined
}

function isRoot(user: ImageUser): boolean {
  return user === 0 || user === '' || user === 'root' || user === '0'
}
