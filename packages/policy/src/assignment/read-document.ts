import { pointerOf } from '@toride/core/json-pointer'
import type { Json, JsonObject } from '@toride/core/kubernetes-object'
import type { LabelSelector } from '../model/pod.ts'
import type { Scope } from './scope.ts'

/** Something wrong in a document that a user wrote: where, and what, in words for people. */
export type DocumentFault = { readonly pointer: string; readonly message: string }

/** Collects faults while fields are taken out of a document, so that a user sees all of them at once. */
export type DocumentReader = {
  readonly faults: DocumentFault[]
  fault(pointer: string, message: string): undefined
  object(value: Json | undefined, pointer: string): JsonObject | undefined
  string(value: Json | undefined, pointer: string): string | undefined
  strings(value: Json | undefined, pointer: string): readonly string[] | undefined
  oneOf<T extends string>(value: Json | undefined, allowed: readonly T[], pointer: string): T | undefined
  /** Faults for keys that nobody reads, with the known one that is meant when a key is close to it. */
  onlyKeys(object: JsonObject, keys: readonly string[], pointer: string): void
  scope(value: Json | undefined, pointer: string): Scope | undefined
}

export function documentReader(): DocumentReader {
  const faults: DocumentFault[] = []
  const reader: DocumentReader = {
    faults,
    fault(pointer, message) {
      faults.push({ pointer, message })
      return undefined
    },
    object(value, pointer) {
      if (value === undefined) return undefined
      if (isObject(value)) return value
      return reader.fault(pointer, 'must be an object')
    },
    string(value, pointer) {
      if (value === undefined || typeof value === 'string') return value
      return reader.fault(pointer, 'must be a string')
    },
    strings(value, pointer) {
      if (value === undefined) return undefined
      if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value as readonly string[]
      return reader.fault(pointer, 'must be a list of strings')
    },
    oneOf(value, allowed, pointer) {
      if (value === undefined) return undefined
      const found = allowed.find((each) => each === value)
      return found ?? reader.fault(pointer, `must be one of ${allowed.join(', ')}`)
    },
    onlyKeys(object, keys, pointer) {
      for (const key of Object.keys(object)) {
        if (keys.includes(key)) continue
        const meant = nearest(key, keys)
        reader.fault(pointer + pointerOf(key), meant === undefined ? 'is not known' : `is not known; did you mean ${meant}?`)
      }
    },
    scope(value, pointer) {
      const scope = reader.object(value, pointer)
      if (scope === undefined) return undefined
      reader.onlyKeys(scope, ['environments', 'clusters', 'namespaces', 'labelSelector'], pointer)
      const read: { -readonly [Key in keyof Scope]: Scope[Key] } = {}
      for (const field of ['environments', 'clusters', 'namespaces'] as const) {
        const names = reader.strings(scope[field], `${pointer}/${field}`)
        if (names !== undefined) read[field] = names
      }
      const selector = labelSelector(reader, scope.labelSelector, `${pointer}/labelSelector`)
      if (selector !== undefined) read.labelSelector = selector
      return read
    },
  }
  return reader
}

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const

function labelSelector(reader: DocumentReader, value: Json | undefined, pointer: string): LabelSelector | undefined {
  const selector = reader.object(value, pointer)
  if (selector === undefined) return undefined
  reader.onlyKeys(selector, ['matchLabels', 'matchExpressions'], pointer)
  const labels = reader.object(selector.matchLabels, `${pointer}/matchLabels`)
  for (const [key, label] of Object.entries(labels ?? {})) reader.string(label, `${pointer}/matchLabels${pointerOf(key)}`)
  const expressions = selector.matchExpressions
  if (expressions !== undefined && !Array.isArray(expressions)) return reader.fault(`${pointer}/matchExpressions`, 'must be a list')
  for (const [index, each] of (expressions ?? []).entries()) {
    const at = `${pointer}/matchExpressions/${index}`
    const expression = reader.object(each, at)
    if (expression === undefined) continue
    reader.string(expression.key ?? null, `${at}/key`)
    reader.oneOf(expression.operator ?? null, operators, `${at}/operator`)
    reader.strings(expression.values, `${at}/values`)
  }
  return selector as LabelSelector
}

export function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** The known word that a mistyped one is closest to, when it is close. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((each) => ({ each, distance: editDistance(word.toLowerCase(), each.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)
  const best = ranked[0]
  return best !== undefined && best.distance <= Math.max(1, Math.floor(best.each.length / 4)) ? best.each : undefined
}

/** Edits between two words, two letters in each other's place being one of them; words are cut so that the cost stays bounded. */
function editDistance(a: string, b: string): number {
  const [left, right] = [a.slice(0, 100), b.slice(0, 100)]
  let above: readonly number[] = []
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= right.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1)
      const isSwapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]
      const swap = isSwapped ? (above[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitution, swap)
    }
    above = row
    row = next
  }
  return row[right.length] ?? 0
}
