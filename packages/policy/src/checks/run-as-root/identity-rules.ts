import type { Json } from '@toride/core/kubernetes-object'
import { ParameterError } from '../../engine/settings.ts'

type Range = { readonly min: number; readonly max: number }

/** Which ids a user or group may have, and whether one must be named. */
export type IdentityRule = {
  readonly rule: string
  readonly allows: (id: number) => boolean
  /** An id that the rule allows, for fixes; undefined when it allows none. */
  readonly suggested: number | undefined
}

/** Above the ids that nodes and images give to their own accounts. */
const usualId = 10_001

const schemaOfRange = {
  type: 'object',
  required: ['min', 'max'],
  additionalProperties: false,
  properties: { min: { type: 'integer' }, max: { type: 'integer' } },
} as const

/** JSON Schema of `{ ranges: [{ min, max }] }`; `max` −1 means no upper bound. */
export const rangesSchema = {
  type: 'object',
  required: ['ranges'],
  additionalProperties: false,
  properties: { ranges: { type: 'array', items: schemaOfRange } },
} as const

/** Reads a rule with its ranges. Throws `ParameterError` when the ranges are none. */
export function readIdentityRule(parameter: string, rule: string, value: Json): IdentityRule {
  const ranges = readRanges(parameter, value)
  const allows = (id: number) => {
    if (rule === 'RunAsAny') return true
    return rule === 'MustRunAsNonRoot' ? id !== 0 : ranges.some(({ min, max }) => id >= min && (max === -1 || id <= max))
  }
  return { rule, allows, suggested: [usualId, ...ranges.map(({ min }) => min)].find(allows) }
}

function readRanges(parameter: string, value: Json): Range[] {
  const ranges = (value as { readonly ranges?: Json }).ranges ?? []
  if (!Array.isArray(ranges)) throw new ParameterError(`${parameter}: ranges must be a list`)
  return ranges.map((item, index) => {
    const { min, max } = (item ?? {}) as Partial<Range>
    if (Number.isSafeInteger(min) && Number.isSafeInteger(max)) return { min, max } as Range
    throw new ParameterError(`${parameter}: ranges[${index}] needs whole numbers min and max`)
  })
}
