import { pointerKeys, pointerToken, valueAt } from './json-pointer.ts'
import type { Json } from './kubernetes-object.ts'

/**
 * JSON Patch, RFC 6902: the operations that fixes use. `test` guards a patch against an object that changed meanwhile.
 */
export type PatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string }

/** Why a patch could not be applied: the operation and its index in the patch. */
export type PatchFailure = { readonly index: number; readonly operation: PatchOperation; readonly reason: string }

export type PatchResult<T> = { readonly ok: true; readonly document: T } | { readonly ok: false; readonly failure: PatchFailure }

/** Applies a patch to a copy of the document (RFC 6902 §5: all or nothing). */
export function applyPatch<T>(document: T, patch: readonly PatchOperation[]): PatchResult<T> {
  const root: { document: unknown } = { document: structuredClone(document) }
  for (const [index, operation] of patch.entries()) {
    const reason = applyOperation(root, operation)
    if (reason !== undefined) return { ok: false, failure: { index, operation, reason } }
  }
  return { ok: true, document: root.document as T }
}

function applyOperation(root: { document: unknown }, operation: PatchOperation): string | undefined {
  const keys = ['document', ...pointerKeys(operation.path)]
  const last = keys.pop() as string
  const parent = valueAt(root, keys.map((key) => `/${pointerToken(key)}`).join(''))
  if (parent === null || typeof parent !== 'object') return `${operation.path} has no parent`
  if (operation.op === 'test') {
    const found = valueAt(parent, `/${pointerToken(last)}`)
    return isDeepEqual(found, operation.value) ? undefined : `${operation.path} is not the expected value`
  }
  return Array.isArray(parent) ? changeArray(parent, last, operation) : changeObject(parent as Record<string, unknown>, last, operation)
}

type Change = Exclude<PatchOperation, { op: 'test' }>

function changeArray(array: unknown[], key: string, operation: Change | PatchOperation): string | undefined {
  const index = key === '-' ? array.length : /^(0|[1-9]\d*)$/.test(key) ? Number(key) : Number.NaN
  if (operation.op === 'add') {
    if (!(index <= array.length)) return `${operation.path} is outside the list`
    array.splice(index, 0, structuredClone(operation.value))
    return undefined
  }
  if (!(index < array.length)) return `${operation.path} does not exist`
  if (operation.op === 'remove') array.splice(index, 1)
  else array[index] = structuredClone(operation.value)
  return undefined
}

function changeObject(object: Record<string, unknown>, key: string, operation: Change | PatchOperation): string | undefined {
  if (operation.op !== 'add' && !Object.hasOwn(object, key)) return `${operation.path} does not exist`
  if (operation.op === 'remove') {
    delete object[key]
    return undefined
  }
  // A plain assignment to `__proto__` would change the prototype instead of adding a field.
  Object.defineProperty(object, key, { value: structuredClone(operation.value), enumerable: true, configurable: true, writable: true })
  return undefined
}

/** Equality of JSON values, RFC 6902 §4.6. */
export function isDeepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, index) => isDeepEqual(item, b[index]))
  }
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isDeepEqual((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  )
}
