import type { PatchOperation } from '@toride/core/json-patch'
import { pointerKeys, pointerToken, valueAt } from '@toride/core/json-pointer'
import type { Json } from '@toride/core/kubernetes-object'

/**
 * What a fix wants, without regard to what is already there: `set` makes missing parents, `append` makes a missing list,
 * `remove` of something absent does nothing. `editsToPatch` turns edits into a JSON Patch for one object.
 */
export type Edit =
  | { readonly edit: 'set'; readonly pointer: string; readonly value: Json }
  | { readonly edit: 'append'; readonly pointer: string; readonly value: Json }
  | { readonly edit: 'remove'; readonly pointer: string }

export function set(pointer: string, value: Json): Edit {
  return { edit: 'set', pointer, value }
}

export function append(pointer: string, value: Json): Edit {
  return { edit: 'append', pointer, value }
}

export function remove(pointer: string): Edit {
  return { edit: 'remove', pointer }
}

/**
 * The JSON Patch (RFC 6902) that makes the edits in the given document. Edits are seen one after the other: a parent that
 * the first one makes is there for the second. A parent of the wrong type (a text where an object belongs) is replaced.
 * Pass edits that remove list items with the highest index first.
 */
export function editsToPatch(document: unknown, edits: readonly Edit[]): PatchOperation[] {
  const made = new Set<string>()
  const listLengths = new Map<string, number>()
  const patch: PatchOperation[] = []
  const exists = (pointer: string) => made.has(pointer) || valueAt(document, pointer) !== undefined
  for (const edit of edits) {
    if (edit.edit === 'remove') {
      if (exists(edit.pointer)) patch.push({ op: 'remove', path: edit.pointer })
      made.delete(edit.pointer)
      continue
    }
    makeParents(edit.pointer)
    if (edit.edit === 'set') {
      patch.push({ op: exists(edit.pointer) ? 'replace' : 'add', path: edit.pointer, value: edit.value })
      made.add(edit.pointer)
      continue
    }
    const list = valueAt(document, edit.pointer)
    if (Array.isArray(list) || listLengths.has(edit.pointer)) patch.push({ op: 'add', path: `${edit.pointer}/-`, value: edit.value })
    else patch.push({ op: exists(edit.pointer) ? 'replace' : 'add', path: edit.pointer, value: [edit.value] })
    listLengths.set(edit.pointer, 1)
    made.add(edit.pointer)
  }
  return patch

  function makeParents(pointer: string): void {
    const keys = pointerKeys(pointer)
    let parent = ''
    for (const [depth, key] of keys.slice(0, -1).entries()) {
      parent += `/${pointerToken(key)}`
      const value = valueAt(document, parent)
      if (made.has(parent) || canHold(value, keys[depth + 1])) continue
      patch.push({ op: exists(parent) ? 'replace' : 'add', path: parent, value: {} })
      made.add(parent)
    }
  }
}

/** Whether a value can have the key. What cannot counts as absent: a field of the wrong type, which Kubernetes refuses. */
function canHold(value: unknown, key = ''): boolean {
  if (value === null || typeof value !== 'object') return false
  return !Array.isArray(value) || key === '-' || /^(0|[1-9]\d*)$/.test(key)
}
