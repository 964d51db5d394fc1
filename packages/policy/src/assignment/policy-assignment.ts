import { pointerOf } from '@toride/core/json-pointer'
import type { Json, JsonObject } from '@toride/core/kubernetes-object'
import { type Severity, severities } from '@toride/core/severity'
import { type CheckSettings, type Effect, effects, ParameterError, prepareCheck } from '../engine/settings.ts'
import type { Check } from '../model/check.ts'
import { type ParameterValues, parameterFault } from '../model/parameters.ts'
import { type DocumentFault, type DocumentReader, documentReader, isObject, nearest } from './read-document.ts'
import type { Scope } from './scope.ts'

/**
 * What holds for checks in a scope: effects, parameters, exclusions. One form for files and the API:
 *
 *     apiVersion: toride.dev/v1
 *     kind: PolicyAssignment
 *     metadata: { name: shop }
 *     spec:
 *       scope: { namespaces: [shop-*] }
 *       checks:
 *         trusted-registries:
 *           effect: deny
 *           parameters: { allowedContainerImagesRegex: ^registry\.example/ }
 *
 * Of two assignments that hold for a resource the one with the higher `priority` (default 0) has the last word on each
 * field, then the one with the narrower scope, then the later name.
 */
export type PolicyAssignment = {
  readonly name: string
  readonly priority: number
  readonly scope: Scope
  /** By check id; `*` holds for all checks and yields to a check's own entry in the same assignment. */
  readonly checks: Readonly<Record<string, CheckSettings>>
}

export const assignmentApiVersion = 'toride.dev/v1'
export const assignmentKind = 'PolicyAssignment'

/** The entry that holds for every check. */
export const anyCheck = '*'

export type ReadAssignment =
  | { readonly ok: true; readonly assignment: PolicyAssignment }
  | { readonly ok: false; readonly faults: readonly DocumentFault[] }

/** Reads an assignment document and judges it against the known checks: unknown ids, wrong types, expressions that do not compile. */
export function readPolicyAssignment(document: unknown, checks: readonly Check[]): ReadAssignment {
  const reader = documentReader()
  const assignment = isObject(document) ? readWhole(reader, document, checks) : reader.fault('', 'must be an object')
  return assignment === undefined || reader.faults.length > 0 ? { ok: false, faults: reader.faults } : { ok: true, assignment }
}

function readWhole(reader: DocumentReader, document: JsonObject, checks: readonly Check[]): PolicyAssignment | undefined {
  reader.onlyKeys(document, ['apiVersion', 'kind', 'metadata', 'spec'], '')
  reader.oneOf(document.apiVersion ?? null, [assignmentApiVersion], '/apiVersion')
  reader.oneOf(document.kind ?? null, [assignmentKind], '/kind')
  const name = reader.string(reader.object(document.metadata ?? null, '/metadata')?.name ?? null, '/metadata/name')
  const spec = reader.object(document.spec ?? null, '/spec')
  if (name === undefined || spec === undefined) return undefined
  if (!/^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/.test(name))
    reader.fault('/metadata/name', 'must be lower-case letters, digits, dots and dashes, at most 63')
  reader.onlyKeys(spec, ['priority', 'scope', 'checks'], '/spec')
  const priority = spec.priority ?? 0
  if (typeof priority !== 'number' || !Number.isSafeInteger(priority)) return reader.fault('/spec/priority', 'must be a whole number')
  return {
    name,
    priority,
    scope: reader.scope(spec.scope, '/spec/scope') ?? {},
    checks: readChecks(reader, spec.checks, '/spec/checks', checks),
  }
}

/** Reads settings by check id, as assignments and `.toride.yaml` hold them. */
export function readChecks(
  reader: DocumentReader,
  value: Json | undefined,
  pointer: string,
  known: readonly Check[],
): Record<string, CheckSettings> {
  const read: Record<string, CheckSettings> = {}
  const ids = known.map(({ id }) => id)
  for (const [id, each] of Object.entries(reader.object(value, pointer) ?? {})) {
    const at = pointer + pointerOf(id)
    const check = known.find((candidate) => candidate.id === id)
    if (check === undefined && id !== anyCheck) {
      const meant = nearest(id, ids)
      reader.fault(at, meant === undefined ? 'is not a check; see "toride checks list"' : `is not a check; did you mean ${meant}?`)
      continue
    }
    const settings = readSettings(reader, each, at, check)
    if (settings !== undefined) read[id] = settings
  }
  return read
}

function readSettings(reader: DocumentReader, value: Json, pointer: string, check: Check | undefined): CheckSettings | undefined {
  const fields = reader.object(value, pointer)
  if (fields === undefined) return undefined
  reader.onlyKeys(fields, ['effect', 'severity', 'parameters', 'excludedNamespaces', 'excludedContainers', 'excludedImages'], pointer)
  const settings: { -readonly [Key in keyof CheckSettings]: CheckSettings[Key] } = {}
  const effect = reader.oneOf<Effect>(fields.effect, effects, `${pointer}/effect`)
  if (effect !== undefined) settings.effect = effect
  const severity = reader.oneOf<Severity>(fields.severity, severities, `${pointer}/severity`)
  if (severity !== undefined) settings.severity = severity
  for (const field of ['excludedNamespaces', 'excludedContainers', 'excludedImages'] as const) {
    const names = reader.strings(fields[field], `${pointer}/${field}`)
    if (names !== undefined) settings[field] = names
  }
  const parameters = readParameters(reader, fields.parameters, `${pointer}/parameters`, check)
  if (parameters !== undefined) settings.parameters = parameters
  return settings
}

function readParameters(
  reader: DocumentReader,
  value: Json | undefined,
  pointer: string,
  check: Check | undefined,
): ParameterValues | undefined {
  const values = reader.object(value, pointer)
  if (values === undefined) return undefined
  const definitions = check?.parameters ?? {}
  reader.onlyKeys(values, Object.keys(definitions), pointer)
  const before = reader.faults.length
  for (const [name, each] of Object.entries(values)) {
    const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined
    const fault = definition && parameterFault(definition, each)
    if (fault !== undefined) reader.fault(pointer + pointerOf(name), fault)
  }
  if (check === undefined || reader.faults.length > before) return values
  try {
    prepareCheck(check, 'toride', { parameters: values })
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error
    reader.fault(pointer, error.message)
  }
  return values
}
