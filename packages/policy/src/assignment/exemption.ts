import type { Json, JsonObject } from '@toride/core/kubernetes-object'
import { namespaceMatcher } from '../engine/settings.ts'
import type { Resource } from '../inventory/inventory.ts'
import { livingNamespace } from '../inventory/living-namespace.ts'
import { anyCheck } from './policy-assignment.ts'
import { type DocumentFault, type DocumentReader, documentReader, isObject, nearest } from './read-document.ts'
import { type Place, type Scope, scopeMatcher } from './scope.ts'

/** `mitigated`: something else takes care of it, counts as healthy. `waiver`: the risk is accepted, left out of the score. */
export const exemptionCategories = ['mitigated', 'waiver'] as const

export type ExemptionCategory = (typeof exemptionCategories)[number]

/** Findings that are not to be mended, with who said so and until when. */
export type Exemption = {
  readonly name: string
  /** Check ids, or `*`. */
  readonly checks: readonly string[]
  readonly category: ExemptionCategory
  readonly reason: string
  readonly scope: Scope
  /** Kinds and names of resources, with `*` at either end; left out means all. */
  readonly kinds?: readonly string[]
  readonly names?: readonly string[]
  /** From this moment on the exemption no longer holds. */
  readonly expiresAt?: Date
}

export type ExemptionFinder = (checkId: string, resource: Resource) => Exemption | undefined

/** Finds the exemption for a check on a resource of a place, at a moment. Expired ones are as good as absent. */
export function exemptionFinder(exemptions: readonly Exemption[], place: Place, now: Date): ExemptionFinder {
  const byCheck = new Map<string, { exemption: Exemption; holds: (resource: Resource) => boolean }[]>()
  for (const exemption of exemptions) {
    if (exemption.expiresAt !== undefined && exemption.expiresAt <= now) continue
    const inScope = scopeMatcher(exemption.scope, place)
    if (inScope === undefined) continue
    const isKind = exemption.kinds === undefined ? undefined : new Set(exemption.kinds)
    const isNamed = exemption.names === undefined ? undefined : namespaceMatcher(exemption.names)
    const holds = (resource: Resource) =>
      (isKind === undefined || isKind.has(resource.object.kind)) &&
      (isNamed === undefined || isNamed(resource.name)) &&
      inScope(livingNamespace(resource, place.whereUnnamed), resource.object.metadata.labels ?? {})
    for (const id of exemption.checks) byCheck.set(id, [...(byCheck.get(id) ?? []), { exemption, holds }])
  }
  const forAny = byCheck.get(anyCheck) ?? []
  return (checkId, resource) => {
    const candidates = byCheck.get(checkId)
    if (candidates === undefined && forAny.length === 0) return undefined
    return [...(candidates ?? []), ...forAny].find(({ holds }) => holds(resource))?.exemption
  }
}

export type ReadExemption =
  | { readonly ok: true; readonly exemption: Exemption }
  | { readonly ok: false; readonly faults: readonly DocumentFault[] }

/** Reads one exemption as files and the API carry it: the fields of `Exemption`, `expiresAt` as an RFC 3339 time or a date. */
export function readExemption(document: unknown, checkIds: readonly string[]): ReadExemption {
  const reader = documentReader()
  const exemption = isObject(document) ? readWhole(reader, document, checkIds) : reader.fault('', 'must be an object')
  return exemption === undefined || reader.faults.length > 0 ? { ok: false, faults: reader.faults } : { ok: true, exemption }
}

function readWhole(reader: DocumentReader, document: JsonObject, checkIds: readonly string[]): Exemption | undefined {
  reader.onlyKeys(document, ['name', 'checks', 'category', 'reason', 'scope', 'kinds', 'names', 'expiresAt'], '')
  const checks = reader.strings(document.checks ?? null, '/checks')
  for (const [index, id] of (checks ?? []).entries()) {
    if (id === anyCheck || checkIds.includes(id)) continue
    const meant = nearest(id, checkIds)
    reader.fault(`/checks/${index}`, meant === undefined ? 'is not a check' : `is not a check; did you mean ${meant}?`)
  }
  const category = reader.oneOf(document.category ?? 'waiver', exemptionCategories, '/category')
  const reason = reader.string(document.reason ?? null, '/reason')
  if (reason?.trim() === '') reader.fault('/reason', 'must say why')
  const expiresAt = readTime(reader, document.expiresAt)
  const kinds = reader.strings(document.kinds, '/kinds')
  for (const [index, kind] of (kinds ?? []).entries()) {
    if (!/^[A-Z][A-Za-z0-9]*$/.test(kind)) reader.fault(`/kinds/${index}`, 'is not a kind; write it as in manifests, like Deployment')
  }
  const names = reader.strings(document.names, '/names')
  const scope = reader.scope(document.scope, '/scope') ?? {}
  const name = reader.string(document.name, '/name') ?? checks?.join(', ') ?? ''
  if (checks === undefined || category === undefined || reason === undefined) return undefined
  return { name, checks, category, reason, scope, ...(kinds && { kinds }), ...(names && { names }), ...(expiresAt && { expiresAt }) }
}

/** A date alone means the end of that day, UTC: what people mean by "until the 3rd". */
function readTime(reader: DocumentReader, value: Json | undefined): Date | undefined {
  if (value === undefined || value === null) return undefined
  const text = typeof value === 'string' ? value : ''
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
  if (!isDay && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) {
    return reader.fault('/expiresAt', 'must be a date (2030-12-31) or a time (2030-12-31T12:00:00Z)')
  }
  const time = new Date(isDay ? `${text}T23:59:59.999Z` : text)
  // JavaScript takes 31 February for 3 March.
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`)
  const isOnCalendar = !Number.isNaN(time.getTime()) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text.slice(0, 10))
  return isOnCalendar ? time : reader.fault('/expiresAt', 'is not a day of the calendar')
}
