import { apiGroup, type KubernetesObject, resourceKey } from '@toride/core/kubernetes-object'
import type { LabelSelector, PodView } from '../model/pod.ts'
import { fitObject } from '../pods/fit-object.ts'
import { podTemplatePointers, podView } from '../pods/pod-view.ts'
import type { ShapeFault } from '../pods/shape.ts'
import { matchesLabels, matchesSelector } from './label-selector.ts'

/** An object with what the engine derives from it. `object` has its shape; `original` is as it was read. */
export type Resource = {
  readonly key: string
  /** `group/Kind`. */
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly object: KubernetesObject
  readonly original: KubernetesObject
  /** Pointer to the pod template, for what carries a pod. */
  readonly templatePointer: string | undefined
  readonly faults: readonly ShapeFault[]
}

export type InventoryOptions = {
  /** Further kinds that carry a pod: `group/Kind` → pointer to what holds the pod's metadata and spec. */
  readonly podCarriers?: Readonly<Record<string, string>>
  /**
   * Kinds of which every object of the cluster is here, so that a missing one is really missing. Left out for folders of
   * manifests: then a kind is known when the folder has one of it.
   */
  readonly knownKinds?: ReadonlySet<string>
}

/** All objects of one environment, indexed for relation checks. Changes by `put` and `remove` alone. */
export type Inventory = {
  readonly size: number
  put(object: KubernetesObject): Resource
  remove(key: string): Resource | undefined
  byKey(key: string): Resource | undefined
  /** `kind` is `group/Kind`; cluster-scoped objects have the empty namespace. */
  get(kind: string, namespace: string, name: string): Resource | undefined
  /** Objects of a kind, in one namespace or all. */
  ofKind(kind: string, namespace?: string): Iterable<Resource>
  all(): Iterable<Resource>
  /** Whether absence of an object of this kind means that it does not exist. */
  knows(kind: string): boolean
  /** Everything in the namespace that carries a pod and has no owner among them: what `pods` means to relation checks. */
  podCarriers(namespace: string): Iterable<Resource>
  /** Pod carriers of the namespace whose pods have the labels. */
  podsMatching(namespace: string, selector: LabelSelector | undefined): readonly Resource[]
  podsWithLabels(namespace: string, labels: Readonly<Record<string, string>> | undefined): readonly Resource[]
  /** The resource at the top of the controllers of this one: the Deployment of a Pod, the CronJob of a Job; itself when it has none here. */
  topOwner(resource: Resource): Resource
  /** Live pods below a top-level owner (the pod itself for a bare one). */
  livePods(owner: Resource): readonly Resource[]
}

/** Whether a resource is assessed for itself: it is not run by a controller that is here as well. */
export function isTopLevel(resource: Resource, inventory: Inventory): boolean {
  return inventory.topOwner(resource) === resource
}

/** The pod of a resource that carries one. Computed on each call, so that large inventories keep nothing twice. */
export function podOf(resource: Resource): PodView | undefined {
  return resource.templatePointer === undefined ? undefined : podView(resource.object, resource.templatePointer)
}

/** Labels of the pods that a carrier makes. */
export function podLabelsOf(resource: Resource): Readonly<Record<string, string>> {
  return podOf(resource)?.labels ?? {}
}

/** Kinds under which live pods are found although nobody assesses them for themselves. */
const podKind = '/Pod'

/** An empty inventory. */
export function createInventory(options: InventoryOptions = {}): Inventory {
  const pointers = { ...podTemplatePointers, ...options.podCarriers }
  const resources = new Map<string, Resource>()
  const kinds = new Map<string, Map<string, Map<string, Resource>>>()
  const carriers = new Map<string, Map<string, Resource>>()
  /** Children by the key that their controller would have. */
  const children = new Map<string, Map<string, Resource>>()

  const inventory: Inventory = {
    get size() {
      return resources.size
    },
    put(object) {
      const resource = toResource(object, pointers)
      inventory.remove(resource.key)
      resources.set(resource.key, resource)
      at(at(kinds, resource.kind), resource.namespace).set(resource.name, resource)
      if (resource.templatePointer !== undefined) at(carriers, resource.namespace).set(resource.key, resource)
      const owner = controllerKey(resource)
      if (owner !== undefined) at(children, owner).set(resource.key, resource)
      return resource
    },
    remove(key) {
      const resource = resources.get(key)
      if (resource === undefined) return undefined
      resources.delete(key)
      drop(kinds.get(resource.kind)?.get(resource.namespace), resource.name)
      drop(carriers.get(resource.namespace), key)
      const owner = controllerKey(resource)
      if (owner !== undefined) drop(children.get(owner), key)
      return resource
    },
    byKey: (key) => resources.get(key),
    get: (kind, namespace, name) => kinds.get(kind)?.get(namespace)?.get(name),
    *ofKind(kind, namespace) {
      const byNamespace = kinds.get(kind)
      if (byNamespace === undefined) return
      if (namespace !== undefined) yield* byNamespace.get(namespace)?.values() ?? []
      else for (const named of byNamespace.values()) yield* named.values()
    },
    all: () => resources.values(),
    knows: (kind) => options.knownKinds?.has(kind) ?? (kinds.get(kind)?.size ?? 0) > 0,
    *podCarriers(namespace) {
      for (const resource of carriers.get(namespace)?.values() ?? []) if (isTopLevel(resource, inventory)) yield resource
    },
    podsMatching: (namespace, selector) =>
      [...inventory.podCarriers(namespace)].filter((resource) => matchesSelector(selector, podLabelsOf(resource))),
    podsWithLabels: (namespace, labels) =>
      labels === undefined || Object.keys(labels).length === 0
        ? []
        : [...inventory.podCarriers(namespace)].filter((resource) => matchesLabels(labels, podLabelsOf(resource))),
    topOwner(resource) {
      let top = resource
      // A cycle of owners is possible in a hostile file; nobody nests deeper than this.
      for (let depth = 0; depth < 8; depth += 1) {
        const key = controllerKey(top)
        const owner = key === undefined ? undefined : resources.get(key)
        if (owner === undefined || owner === resource) break
        top = owner
      }
      return top
    },
    livePods(owner) {
      const pods: Resource[] = []
      collect(owner, 0)
      return pods

      function collect(resource: Resource, depth: number): void {
        if (resource.kind === podKind) pods.push(resource)
        else if (depth < 8) for (const child of children.get(resource.key)?.values() ?? []) collect(child, depth + 1)
      }
    },
  }
  return inventory
}

function toResource(object: KubernetesObject, pointers: Readonly<Record<string, string>>): Resource {
  const kind = `${apiGroup(object.apiVersion)}/${object.kind}`
  const templatePointer = Object.hasOwn(pointers, kind) ? pointers[kind] : undefined
  const fitted = fitObject(object, kind, templatePointer)
  const { name, generateName, namespace = '' } = fitted.object.metadata
  const shown = name ?? generateName ?? ''
  const key = resourceKey({ apiVersion: object.apiVersion, kind: object.kind, namespace, name: shown })
  return { key, kind, namespace, name: shown, object: fitted.object, original: object, templatePointer, faults: fitted.faults }
}

/** The key of the controller that runs this resource: the owner reference with `controller: true`. */
function controllerKey({ object, namespace }: Resource): string | undefined {
  const controller = object.metadata.ownerReferences?.find((owner) => owner.controller === true)
  return controller === undefined
    ? undefined
    : resourceKey({ apiVersion: controller.apiVersion ?? '', kind: controller.kind ?? '', namespace, name: controller.name ?? '' })
}

function at<K, V>(map: Map<string, Map<K, V>>, key: string): Map<K, V> {
  let inner = map.get(key)
  if (inner === undefined) {
    inner = new Map()
    map.set(key, inner)
  }
  return inner
}

function drop<K, V>(map: Map<K, V> | undefined, key: K): void {
  map?.delete(key)
}
