import { assessmentStates } from '@toride/core/finding'
import type { Json } from '@toride/core/kubernetes-object'
import { securityControls } from '@toride/core/security-control'
import { severities } from '@toride/core/severity'
import { z } from 'zod'

/** Values that many schemas share. */

/** Any JSON value. */
export const json = z.unknown().meta({ id: 'Json' }) as z.ZodType as z.ZodType<Json, Json>

export const id = z.uuid().toLowerCase().meta({ id: 'Id' })
/** Resources are counted: a decimal number as text. */
export const resourceId = z
  .string()
  .regex(/^[1-9]\d{0,17}$/)
  .meta({ id: 'ResourceId' })
export const checkId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,99}$/)
  .meta({ id: 'CheckId' })
export const timestamp = z.iso.datetime().meta({ id: 'Timestamp' })
export const severity = z.enum(severities).meta({ id: 'Severity' })
export const control = z
  .enum(Object.keys(securityControls) as [keyof typeof securityControls, ...(keyof typeof securityControls)[]])
  .meta({ id: 'SecurityControl' })
export const assessmentState = z.enum(assessmentStates).meta({ id: 'AssessmentState' })
export const count = z.int().min(0)
export const name = z.string().trim().min(1).max(100)
export const namespaceName = z.string().min(1).max(253)
export const localizedText = z.object({ en: z.string(), ja: z.string() }).meta({ id: 'LocalizedText' })
export const bySeverity = z.object({ high: count, medium: count, low: count, informational: count })
export const named = z.object({ id, name: z.string() })

/** Several values of one filter: the parameter repeated, `severity=high&severity=medium`. */
export function several<T extends z.ZodType>(value: T) {
  return z.preprocess((given) => (given === undefined || Array.isArray(given) ? given : [given]), z.array(value).max(100).optional())
}

/** `true` and `false` as query strings carry them. */
export const flag = z.preprocess((given) => (given === 'true' ? true : given === 'false' ? false : given), z.boolean().optional())

/** One of the places in the tree of environments. */
export const scope = z
  .discriminatedUnion('level', [
    z.object({ level: z.literal('tenant') }),
    z.object({ level: z.literal('environment'), environment: id }),
    z.object({ level: z.literal('cluster'), environment: id, cluster: id }),
    z.object({ level: z.literal('namespace'), environment: id, cluster: id, namespace: namespaceName }),
  ])
  .meta({ id: 'Scope' })

/** The filters that the scope selector sets; every list of things in clusters takes them. */
export const scopeFilter = {
  environment: several(id),
  cluster: several(id),
  /** The empty text stands for resources that belong to no namespace. */
  namespace: several(z.string().max(253)),
}

/** What a problem says where it is part of an answer: a code of the error table with its text. */
export const problemBrief = z.object({ code: z.string(), message: z.string(), hint: z.string() }).meta({ id: 'ProblemBrief' })
