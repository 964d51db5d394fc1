import type { Json } from '@toride/core/kubernetes-object'
import type { Severity } from '@toride/core/severity'
import { RE2JS } from 're2js'
import type { Check, Profile } from '../model/check.ts'
import { type ParameterValues, parameterFault } from '../model/parameters.ts'

export const effects = ['audit', 'warn', 'deny', 'disabled'] as const

export type Effect = (typeof effects)[number]

/** What an assignment may say about one check. A field that is left out keeps what holds without it. */
export type CheckSettings = {
  readonly effect?: Effect
  readonly severity?: Severity
  readonly parameters?: ParameterValues
  readonly excludedNamespaces?: readonly string[]
  readonly excludedContainers?: readonly string[]
  /** Image names; a trailing `*` matches any ending. */
  readonly excludedImages?: readonly string[]
}

/** A check made ready for one set of settings: everything that does not depend on the resource is done here. */
export type PreparedCheck = {
  readonly check: Check
  readonly effect: Effect
  readonly severity: Severity
  readonly parameters: Readonly<Record<string, Json | undefined>>
  readonly prepared: unknown
  readonly evaluate: Check['reading']['evaluate']
  readonly fix: Check['reading']['fix']
  /** The required parameter that has no value; then the recommendation is unhealthy for that reason alone. */
  readonly missingParameter: string | undefined
  /** Whether the check can still be asked where it would find something although the parameter is missing. */
  readonly placesMissingParameter: boolean
  readonly excludesNamespace: (namespace: string) => boolean
  readonly excludesContainer: ((name: string, image: string) => boolean) | undefined
  readonly containerKinds: ReadonlySet<string> | undefined
}

/** What stops a check from being prepared: the parameter and why, in words for people. */
export class ParameterError extends Error {
  override readonly name = 'ParameterError'
}

/** Prepares a check. Throws `ParameterError` when a parameter cannot be used (an expression that does not compile). */
export function prepareCheck(check: Check, profile: Profile, settings: CheckSettings): PreparedCheck {
  const defender = profile === 'defender' ? check.defender : undefined
  const reading = { ...check.reading, ...defender }
  const parameters: Record<string, Json | undefined> = {}
  let missingParameter: string | undefined
  for (const [name, definition] of Object.entries(check.parameters ?? {})) {
    const value = settings.parameters?.[name] ?? defender?.parameters?.[name] ?? (definition.default as Json | undefined)
    const fault = value === undefined ? undefined : parameterFault(definition, value)
    if (fault !== undefined) throw new ParameterError(`${name} ${fault}`)
    const standIn = reading.notSet?.[name]
    if (definition.required && (value === undefined || isSame(value, standIn))) missingParameter = name
    parameters[name] = value ?? standIn
  }
  const placesMissingParameter = missingParameter !== undefined && parameters[missingParameter] !== undefined
  const excludedNamespaces = settings.excludedNamespaces ?? defender?.excludedNamespaces ?? check.excludedNamespaces ?? []
  const containerKinds =
    check.scope === 'container'
      ? ((defender as { containerKinds?: readonly string[] } | undefined)?.containerKinds ?? check.containerKinds)
      : undefined
  return {
    check,
    effect: settings.effect ?? (check.enabledByDefault === false ? 'disabled' : 'audit'),
    severity: settings.severity ?? check.severity,
    parameters,
    prepared: missingParameter === undefined || placesMissingParameter ? reading.prepare?.(parameters as never) : undefined,
    evaluate: reading.evaluate as PreparedCheck['evaluate'],
    fix: reading.fix as PreparedCheck['fix'],
    missingParameter,
    placesMissingParameter,
    excludesNamespace: namespaceMatcher(excludedNamespaces),
    excludesContainer: containerMatcher(settings.excludedContainers ?? [], settings.excludedImages ?? []),
    containerKinds: containerKinds && new Set(containerKinds),
  }
}

/** Compiles a user's expression (RE2, as Azure Policy and Gatekeeper read it). Throws `ParameterError`. */
export function compileExpression(parameter: string, expression: string): (text: string) => boolean {
  try {
    const compiled = RE2JS.compile(expression)
    return (text) => compiled.matcher(text).find()
  } catch (error) {
    throw new ParameterError(`${parameter}: ${(error as Error).message}`, { cause: error })
  }
}

/** Namespace names with `*` at either end, as Gatekeeper matches them. */
export function namespaceMatcher(patterns: readonly string[]): (namespace: string) => boolean {
  if (patterns.length === 0) return () => false
  const exact = new Set(patterns.filter((pattern) => !pattern.includes('*')))
  const wild = patterns.filter((pattern) => pattern.includes('*')).map(wildcardMatcher)
  return (namespace) => exact.has(namespace) || wild.some((matches) => matches(namespace))
}

function wildcardMatcher(pattern: string): (text: string) => boolean {
  const start = pattern.startsWith('*')
  const end = pattern.endsWith('*') && pattern.length > 1
  const core = pattern.slice(start ? 1 : 0, end ? -1 : undefined)
  if (start && end) return (text) => text.includes(core)
  if (start) return (text) => text.endsWith(core)
  return end ? (text) => text.startsWith(core) : (text) => text === core
}

function containerMatcher(names: readonly string[], images: readonly string[]): PreparedCheck['excludesContainer'] {
  if (names.length === 0 && images.length === 0) return undefined
  const nameSet = new Set(names)
  const exact = new Set(images.filter((image) => !image.endsWith('*')))
  const prefixes = images.filter((image) => image.endsWith('*')).map((image) => image.slice(0, -1))
  return (name, image) => nameSet.has(name) || exact.has(image) || prefixes.some((prefix) => image.startsWith(prefix))
}

function isSame(a: Json, b: Json | undefined): boolean {
  return b !== undefined && JSON.stringify(a) === JSON.stringify(b)
}
