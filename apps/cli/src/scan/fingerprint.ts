import { createHash } from 'node:crypto'
import type { Finding } from '@toride/core/finding'
import { pointerKeys } from '@toride/core/json-pointer'
import { type KubernetesObject, resourceKey } from '@toride/core/kubernetes-object'

/**
 * What a finding is, wherever it stands: rule, resource and field. It stays the same when lines or list items move or the
 * file is renamed, so that a baseline and a code host recognise it. `object` is what the finding is about.
 */
export function fingerprintOf(
  { rule, resource, path, source }: Pick<Finding, 'rule' | 'resource' | 'path'> & { readonly source?: Finding['source'] },
  object: KubernetesObject | undefined,
): string {
  const parts = [rule, source?.constraint ?? '', resourceKey(resource), namedPath(object, path)]
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32)
}

/** A path with the names of list items (containers, variables, volumes, ports, …) for their numbers. */
function namedPath(object: unknown, path: string): string {
  let value = object
  const steps = pointerKeys(path).map((key) => {
    const step = Array.isArray(value) ? (itemNames(value)[Number(key)] ?? key) : key
    value = value !== null && typeof value === 'object' && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
    return step
  })
  return steps.join('\0')
}

/** What tells the items of Kubernetes' lists apart, most telling first. */
const namingFields = ['name', 'mountPath', 'containerPort', 'port', 'host', 'key']

const known = new WeakMap<readonly unknown[], readonly string[]>()

/** A name for each item of a list, its number where it has none of its own. */
function itemNames(list: readonly unknown[]): readonly string[] {
  const before = known.get(list)
  if (before !== undefined) return before
  const names = list.map(nameOf)
  const counts = new Map<string | undefined, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const made = names.map((name, index) => (name !== undefined && counts.get(name) === 1 ? name : String(index)))
  known.set(list, made)
  return made
}

function nameOf(item: unknown): string | undefined {
  if (item === null || typeof item !== 'object') return `=${String(item)}`
  for (const field of namingFields) {
    const value = (item as Record<string, unknown>)[field]
    if (typeof value === 'string' || typeof value === 'number') return `${field}=${value}`
  }
  return undefined
}
