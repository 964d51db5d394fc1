/**
 * JSON Pointer, RFC 6901.
 *
 * Pointers are strings everywhere (`/spec/containers/0/image`); the empty string is the whole document.
 */

/** One step of a pointer, escaped: `a/b` → `a~1b`, `a~b` → `a~0b`. */
export function pointerToken(key: string | number): string {
  if (typeof key === 'number') return String(key)
  return key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key
}

/** A pointer from its unescaped steps. */
export function pointerOf(...keys: readonly (string | number)[]): string {
  let pointer = ''
  for (const key of keys) pointer += `/${pointerToken(key)}`
  return pointer
}

/** The unescaped steps of a pointer. A pointer that is not empty starts with `/`. */
export function pointerKeys(pointer: string): string[] {
  if (pointer === '') return []
  const tokens = pointer.slice(1).split('/')
  return pointer.includes('~') ? tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~')) : tokens
}

const indexPattern = /^(?:0|[1-9]\d*)$/

/** The value at a pointer, or undefined when there is none. Never looks at inherited properties. */
export function valueAt(document: unknown, pointer: string): unknown {
  let value: unknown = document
  for (const key of pointerKeys(pointer)) {
    if (value === null || typeof value !== 'object') return undefined
    if (Array.isArray(value)) value = indexPattern.test(key) ? value[Number(key)] : undefined
    else value = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
  }
  return value
}
