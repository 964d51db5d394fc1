import type { Resource } from './inventory.ts'

/**
 * A way to find resources by something that stands in them: the host of an Ingress, a label of a pod. Made once, as a
 * constant of the module that asks; the inventory builds it at the first question and keeps it up to date from then on.
 */
export type ResourceIndex = {
  /** `group/Kind`, or `pods` for everything that carries a pod. */
  readonly kinds: readonly string[]
  /** Must depend on the resource alone. */
  readonly keysOf: (resource: Resource) => readonly string[]
  /** Whether a key is looked up over all namespaces. */
  readonly clusterWide?: boolean
}

const nobody: readonly Resource[] = []

type Postings = Map<string, Map<string, Resource[]>>

/** The indexes of one inventory. `existing` yields what is there already when an index is asked for the first time. */
export function createIndexes(existing: () => Iterable<Resource>) {
  const indexes = new Map<ResourceIndex, Postings>()

  return {
    add(resource: Resource): void {
      for (const [index, postings] of indexes) if (covers(index, resource)) addTo(postings, index, resource)
    },
    remove(resource: Resource): void {
      for (const [index, postings] of indexes) if (covers(index, resource)) removeFrom(postings, index, resource)
    },
    /** Resources with the key. The list is the index's own: it must not be kept or changed. */
    lookup(index: ResourceIndex, namespace: string, key: string): readonly Resource[] {
      let postings = indexes.get(index)
      if (postings === undefined) {
        postings = new Map()
        indexes.set(index, postings)
        for (const resource of existing()) if (covers(index, resource)) addTo(postings, index, resource)
      }
      return postings.get(index.clusterWide ? '' : namespace)?.get(key) ?? nobody
    },
  }
}

/** The name under which checks and indexes ask for everything that carries a pod. */
export const anyPod = 'pods'

function covers({ kinds }: ResourceIndex, { kind, templatePointer }: Resource): boolean {
  return kinds.includes(kind) || (templatePointer !== undefined && kinds.includes(anyPod))
}

function addTo(postings: Postings, index: ResourceIndex, resource: Resource): void {
  const scope = index.clusterWide ? '' : resource.namespace
  let named = postings.get(scope)
  if (named === undefined) {
    named = new Map()
    postings.set(scope, named)
  }
  for (const key of index.keysOf(resource)) {
    const list = named.get(key)
    if (list === undefined) named.set(key, [resource])
    // The same key twice in a row comes from one resource that names it twice.
    else if (list.at(-1) !== resource) list.push(resource)
  }
}

function removeFrom(postings: Postings, index: ResourceIndex, resource: Resource): void {
  const scope = index.clusterWide ? '' : resource.namespace
  const named = postings.get(scope)
  if (named === undefined) return
  for (const key of index.keysOf(resource)) {
    const list = named.get(key)
    const position = list?.indexOf(resource) ?? -1
    if (list === undefined || position < 0) continue
    const last = list.pop() as Resource
    if (last !== resource) list[position] = last
    if (list.length === 0) named.delete(key)
  }
  if (named.size === 0) postings.delete(scope)
}
