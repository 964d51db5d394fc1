import { valueAt } from '@toride/core/json-pointer'
import { apiGroup, type KubernetesObject, resourceKey } from '@toride/core/kubernetes-object'
import type { ImageUser, LabelSelector, PodView } from '../model/pod.ts'
import { fitObject } from '../pods/fit-object.ts'
import { extensionTemplatePointers, podTemplatePointers, podView } from '../pods/pod-view.ts'
import type { ShapeFault } from '../pods/shape.ts'
import { matchesSelector } from './label-selector.ts'
import { anyPod, createIndexes, type ResourceIndex } from './resource-index.ts'

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
  /** The key that the controller of this resource has: the owner reference with `controller: true`. */
  readonly controllerKey: string | undefined
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
  /** The `USER` of an image, by the reference that a container has, for images that were looked into. */
  readonly imageUser?: (image: string) => ImageUser | undefined
  /**
   * Holds an object until it is looked at, for inventories too large to hold every object spread out: what it returns is
   * called whenever `object` or `original` of the resource is read. Left out, the object itself is held.
   */
  readonly keep?: (object: KubernetesObject) => () => KubernetesObject
}

/** All objects of one environment, indexed for relation checks. Changes by `put` and `remove` alone. */
export type Inventory = {
  readonly size: number
  /** Whether this is a cluster. A folder of manifests is not: what it does not have may come from elsewhere. */
  readonly isCluster: boolean
  put(object: KubernetesObject): Resource
  remove(key: string): Resource | undefined
  byKey(key: string): Resource | undefined
  /** `kind` is `group/Kind`; cluster-scoped objects have the empty namespace. */
  get(kind: string, namespace: string, name: string): Resource | undefined
  /** Objects of a kind, in one namespace or all. */
  ofKind(kind: string, namespace?: string): Iterable<Resource>
  all(): Iterable<Resource>
  /** The `USER` of an image, when known. */
  imageUser(image: string): ImageUser | undefined
  /**
   * Whether absence of an object of this kind (or `pods`) means that it does not exist. With a namespace a folder must have
   * one of the kind there: manifests of one namespace say nothing of another.
   */
  knows(kind: string, namespace?: string): boolean
  /** As `get`, in every namespace that may turn out to be this one: manifests may leave the namespace to whoever applies them. */
  find(kind: string, namespace: string, name: string): Resource | undefined
  namespacesLike(namespace: string): readonly string[]
  /** Resources under a key of an index; the first question builds it. The list must not be kept. */
  lookup(index: ResourceIndex, namespace: string, key: string): readonly Resource[]
  /** Everything in the namespace that carries a pod and has no owner among them: what `pods` means to relation checks. */
  podCarriers(namespace: string): Iterable<Resource>
  /**
   * Top-level resources of the namespace whose pods the selector matches, found one by one: taking the first costs no more
   * than that.
   */
  podsMatching(namespace: string, selector: LabelSelector | undefined): Iterable<Resource>
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

const noLabels: Readonly<Record<string, string>> = {}

/** Labels of the pods that a carrier makes. */
export function podLabelsOf({ object, templatePointer }: Resource): Readonly<Record<string, string>> {
  if (templatePointer === undefined) return noLabels
  if (templatePointer === '') return object.metadata.labels ?? noLabels
  return (valueAt(object, `${templatePointer}/metadata/labels`) as Readonly<Record<string, string>> | undefined) ?? noLabels
}

const podsByLabel: ResourceIndex = {
  kinds: [anyPod],
  keysOf(resource) {
    const labels = podLabelsOf(resource)
    const keys: string[] = []
    for (const key in labels) keys.push(`${key}=${labels[key]}`)
    return keys
  },
}

/** Kinds under which live pods are found although nobody assesses them for themselves. */
const podKind = '/Pod'

/** An empty inventory. */
export function createInventory(options: InventoryOptions = {}): Inventory {
  const extensions = { ...extensionTemplatePointers, ...options.podCarriers }
  const resources = new Map<string, Resource>()
  const kinds = new Map<string, Map<string, Map<string, Resource>>>()
  const carriers = new Map<string, Map<string, Resource>>()
  /** Children by the key that their controller would have. */
  const children = new Map<string, Map<string, Resource>>()
  const indexes = createIndexes(() => resources.values())

  const inventory: Inventory = {
    get size() {
      return resources.size
    },
    isCluster: options.knownKinds !== undefined,
    put(object) {
      const resource = toResource(object, extensions, options.keep)
      inventory.remove(resource.key)
      resources.set(resource.key, resource)
      at(at(kinds, resource.kind), resource.namespace).set(resource.name, resource)
      if (resource.templatePointer !== undefined) at(carriers, resource.namespace).set(resource.key, resource)
      if (resource.controllerKey !== undefined) at(children, resource.controllerKey).set(resource.key, resource)
      indexes.add(resource)
      return resource
    },
    remove(key) {
      const resource = resources.get(key)
      if (resource === undefined) return undefined
      resources.delete(key)
      const ofKind = kinds.get(resource.kind)
      if (ofKind !== undefined) drop(ofKind, resource.namespace, resource.name)
      drop(carriers, resource.namespace, key)
      if (resource.controllerKey !== undefined) drop(children, resource.controllerKey, key)
      indexes.remove(resource)
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
    imageUser: options.imageUser ?? (() => undefined),
    knows(kind, namespace) {
      if (options.knownKinds !== undefined) return options.knownKinds.has(kind === anyPod ? podKind : kind)
      const byNamespace = kind === anyPod ? carriers : kinds.get(kind)
      if (byNamespace === undefined || namespace === undefined) return (byNamespace?.size ?? 0) > 0
      return inventory.namespacesLike(namespace).some((scope) => byNamespace.has(scope))
    },
    find(kind, namespace, name) {
      for (const scope of inventory.namespacesLike(namespace)) {
        const found = inventory.get(kind, scope, name)
        if (found !== undefined) return found
      }
      return undefined
    },
    namespacesLike: (namespace) => (namespace === '' ? unnamed : [namespace, '']),
    lookup: indexes.lookup,
    *podCarriers(namespace) {
      for (const resource of carriers.get(namespace)?.values() ?? []) if (isTopLevel(resource, inventory)) yield resource
    },
    *podsMatching(namespace, selector) {
      if (selector === undefined) return
      for (const scope of inventory.namespacesLike(namespace)) {
        // A live pod may have labels that the template of its owner lacks: a StatefulSet adds the name of the pod.
        let seen: Set<Resource> | undefined
        for (const resource of podCandidates(scope, selector)) {
          if (!matchesSelector(selector, podLabelsOf(resource))) continue
          const owner = inventory.topOwner(resource)
          if (owner === resource) yield resource
          else if (!matchesSelector(selector, podLabelsOf(owner)) && !seen?.has(owner)) {
            seen ??= new Set()
            seen.add(owner)
            yield owner
          }
        }
      }
    },
    topOwner(resource) {
      let top = resource
      // A cycle of owners is possible in a hostile file; nobody nests deeper than this.
      for (let depth = 0; depth < 8; depth += 1) {
        const owner = top.controllerKey === undefined ? undefined : resources.get(top.controllerKey)
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

  /** The shortest list that holds every pod carrier of the namespace that the selector could match. */
  function podCandidates(namespace: string, { matchLabels, matchExpressions = [] }: LabelSelector): Iterable<Resource> {
    let best: readonly Resource[] | undefined
    for (const key in matchLabels) best = shorter(best, indexes.lookup(podsByLabel, namespace, `${key}=${matchLabels[key]}`))
    for (const { key, operator, values } of matchExpressions) {
      if (operator === 'In' && values?.length === 1)
        best = shorter(best, indexes.lookup(podsByLabel, namespace, `${key ?? ''}=${values[0]}`))
    }
    return best ?? carriers.get(namespace)?.values() ?? []
  }
}

/** Where an object without a namespace may be, besides its own kind: `kubectl apply` puts it into `default` unless told otherwise. */
const unnamed: readonly string[] = ['', 'default']

function shorter(a: readonly Resource[] | undefined, b: readonly Resource[]): readonly Resource[] {
  return a === undefined || b.length < a.length ? b : a
}

function toResource(object: KubernetesObject, extensions: Readonly<Record<string, string>>, keep: InventoryOptions['keep']): Resource {
  const kind = `${apiGroup(object.apiVersion)}/${object.kind}`
  const templatePointer = templatePointerOf(object, kind, extensions)
  const fitted = fitObject(object, kind, templatePointer)
  const { name, generateName, namespace = '' } = fitted.object.metadata
  const shown = name ?? generateName ?? ''
  const key = resourceKey({ apiVersion: object.apiVersion, kind: object.kind, namespace, name: shown })
  const { faults } = fitted
  const controller = controllerKey(fitted.object, namespace)
  const held = { key, kind, namespace, name: shown, templatePointer, controllerKey: controller, faults }
  // An object that had to be fitted is two objects; those are few.
  if (keep === undefined || fitted.object !== object) return { ...held, object: fitted.object, original: object }
  return keptResource(held, keep(object))
}

function templatePointerOf(object: KubernetesObject, kind: string, extensions: Readonly<Record<string, string>>): string | undefined {
  if (Object.hasOwn(podTemplatePointers, kind)) return podTemplatePointers[kind]
  const pointer = Object.hasOwn(extensions, kind) ? extensions[kind] : undefined
  return pointer === undefined || (valueAt(object, `${pointer}/spec`) ?? undefined) === undefined ? undefined : pointer
}

/** A resource whose object is fetched when it is looked at. */
function keptResource(held: Omit<Resource, 'object' | 'original'>, fetch: () => KubernetesObject): Resource {
  const { key, kind, namespace, name, templatePointer, controllerKey: controller, faults } = held
  return {
    key,
    kind,
    namespace,
    name,
    templatePointer,
    controllerKey: controller,
    faults,
    get object() {
      return fetch()
    },
    get original() {
      return fetch()
    },
  }
}

function controllerKey(object: KubernetesObject, namespace: string): string | undefined {
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

function drop<K, V>(map: Map<string, Map<K, V>>, key: string, inner: K): void {
  const found = map.get(key)
  if (found?.delete(inner) && found.size === 0) map.delete(key)
}
