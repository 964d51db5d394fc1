/**
 * The part of the address after `?` as the portal reads and writes it: each key once or several times, values as plain
 * text (`?severity=high&severity=medium&q=nginx`), so that people can read, share and edit it.
 */
export type SearchParams = { readonly [key: string]: string | readonly string[] | undefined }

/** Reads the query string; a key that stands several times becomes a list. Empty values are left out. */
export function parseSearch(text: string): SearchParams {
  const found: Record<string, string | string[]> = {}
  for (const [key, value] of new URLSearchParams(text)) {
    if (value === '') continue
    const before = Object.hasOwn(found, key) ? found[key] : undefined
    const next = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value]
    // A plain assignment to `__proto__` would change the prototype instead of adding a key.
    Object.defineProperty(found, key, { value: next, enumerable: true, configurable: true, writable: true })
  }
  return found
}

/** Writes what `parseSearch` reads. Keys keep their order, undefined and empty values are left out. */
export function stringifySearch(search: SearchParams): string {
  const written = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    for (const single of valuesOf(value)) if (single !== '') written.append(key, single)
  }
  const text = written.toString()
  return text === '' ? '' : `?${text}`
}

/** The values of one key as a list. */
export function valuesOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : value
}

/** The first value of one key. */
export function firstOf(value: string | readonly string[] | undefined): string | undefined {
  return valuesOf(value)[0]
}
