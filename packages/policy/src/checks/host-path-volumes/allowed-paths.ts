import type { Json } from '@toride/core/kubernetes-object'
import { ParameterError } from '../../engine/settings.ts'

/** A path of the node that pods may mount, with everything below it. */
export type AllowedPath = { readonly segments: readonly string[]; readonly isReadOnly: boolean }

/** How a path is cut into segments; undefined for one that climbs (`..`), which the API server refuses. */
export type SplitPath = (path: string) => readonly string[] | undefined

/** `/foo//bar/` → `foo`, `bar`. */
export function splitPath(path: string): readonly string[] | undefined {
  return withoutBacksteps(path.split('/'))
}

/** `C:\Foo\bar` → `c:`, `foo`, `bar`: Windows takes both slashes and any case. */
export function splitWindowsPath(path: string): readonly string[] | undefined {
  return withoutBacksteps(path.toLowerCase().split(/[\\/]/))
}

function withoutBacksteps(parts: readonly string[]): readonly string[] | undefined {
  return parts.includes('..') ? undefined : parts.filter((part) => part !== '' && part !== '.')
}

/** Reads a parameter of the form `{ paths: [{ pathPrefix, readOnly }] }`. Throws `ParameterError`. */
export function readAllowedPaths(parameter: string, value: Json | undefined, split: SplitPath): AllowedPath[] {
  const paths = (value as { readonly paths?: Json } | undefined)?.paths ?? []
  if (!Array.isArray(paths)) throw new ParameterError(`${parameter}: paths must be a list`)
  return paths.map((item, index) => {
    const { pathPrefix, readOnly = false } = (item ?? {}) as { readonly pathPrefix?: Json; readonly readOnly?: Json }
    const segments = typeof pathPrefix === 'string' && pathPrefix !== '' ? split(pathPrefix) : undefined
    if (segments === undefined) throw new ParameterError(`${parameter}: paths[${index}].pathPrefix must be a path`)
    if (typeof readOnly !== 'boolean') throw new ParameterError(`${parameter}: paths[${index}].readOnly must be true or false`)
    return { segments, isReadOnly: readOnly }
  })
}

/** Whether pods may mount the path: not at all, for reading, or freely. The freest entry decides. */
export function accessTo(path: string, allowed: readonly AllowedPath[], split: SplitPath): 'none' | 'read' | 'write' {
  const segments = split(path)
  if (segments === undefined) return 'none'
  const holding = allowed.filter((entry) => entry.segments.every((segment, index) => segment === segments[index]))
  if (holding.length === 0) return 'none'
  return holding.every(({ isReadOnly }) => isReadOnly) ? 'read' : 'write'
}
