import { applyPatch, type PatchOperation } from '@toride/core/json-patch'
import { pointerKeys, pointerOf, valueAt } from '@toride/core/json-pointer'
import type { Json } from '@toride/core/kubernetes-object'

/**
 * The patch that undoes `patch`: applied to the document that `patch` made of `document`, it gives `document` back.
 *
 * Undefined when `patch` does not fit `document`.
 */
export function inversePatch(document: unknown, patch: readonly PatchOperation[]): PatchOperation[] | undefined {
  const inverse: PatchOperation[] = []
  let current = document
  for (const operation of patch) {
    const applied = applyPatch(current, [operation])
    if (!applied.ok) return undefined
    const undo = inverseOf(current, operation)
    if (undo !== undefined) inverse.unshift(undo)
    current = applied.document
  }
  return inverse
}

function inverseOf(before: unknown, operation: PatchOperation): PatchOperation | undefined {
  if (operation.op === 'test') return undefined
  const keys = pointerKeys(operation.path)
  const parent = valueAt(before, pointerOf(...keys.slice(0, -1)))
  if (Array.isArray(parent) && operation.op === 'add') {
    // `-` names the place after the last item, which has a number afterwards.
    const last = keys.at(-1) === '-' ? String(parent.length) : (keys.at(-1) ?? '')
    return { op: 'remove', path: pointerOf(...keys.slice(0, -1), last) }
  }
  const former = valueAt(before, operation.path) as Json | undefined
  if (operation.op === 'remove') return { op: 'add', path: operation.path, value: former ?? null }
  return former === undefined ? { op: 'remove', path: operation.path } : { op: 'replace', path: operation.path, value: former }
}
