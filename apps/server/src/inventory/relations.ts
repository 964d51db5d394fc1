import type { ResourceDetail } from '@toride/contract/inventory'
import { apiGroup } from '@toride/core/kubernetes-object'
import { type Inventory, podLabelsOf, podOf, type Resource } from '@toride/policy/inventory'
import { configMapsOf, podsNeeding, secretsOf, serviceAccountOf, volumeClaimsOf } from '@toride/policy/pod-references'
import { podSelectorOf, selecting, selectingKinds } from '@toride/policy/selecting'

export type Relation = { readonly relation: ResourceDetail['relations'][number]['relation']; readonly key: string }

/** What belongs to a resource: its owner and what it owns, what selects its pods, what it uses and what uses it. */
export function* relationsOf(resource: Resource, inventory: Inventory): Generator<Relation> {
  const seen = new Set<string>()
  for (const [relation, related] of allRelations(resource, inventory)) {
    const key = `${relation} ${related.key}`
    if (related === resource || seen.has(key)) continue
    seen.add(key)
    yield { relation, key: related.key }
  }
}

type Found = readonly [relation: Relation['relation'], related: Resource]

function* allRelations(resource: Resource, inventory: Inventory): Generator<Found> {
  yield* ownership(resource, inventory)
  yield* selection(resource, inventory)
  for (const reference of referencesOf(resource)) {
    const used = inventory.find(reference.kind, reference.namespace, reference.name)
    if (used !== undefined) yield ['uses', used]
  }
  for (const user of usersOf(resource, inventory)) yield ['used-by', user]
}

/** Kinds that controllers make; live pods are listed by themselves. */
const ownedKinds = ['apps/ReplicaSet', 'batch/Job']

function* ownership(resource: Resource, inventory: Inventory): Generator<Found> {
  const owner = resource.controllerKey === undefined ? undefined : inventory.byKey(resource.controllerKey)
  if (owner !== undefined) yield ['owner', owner]
  for (const kind of ownedKinds) {
    for (const each of inventory.ofKind(kind, resource.namespace)) if (each.controllerKey === resource.key) yield ['owned', each]
  }
}

function* selection(resource: Resource, inventory: Inventory): Generator<Found> {
  for (const pod of inventory.podsMatching(resource.namespace, podSelectorOf(resource))) yield ['selects', inventory.topOwner(pod)]
  if (resource.templatePointer === undefined) return
  const labels = podLabelsOf(resource)
  for (const kind of selectingKinds) {
    for (const each of selecting(inventory, kind, resource.namespace, labels)) yield ['selected-by', each]
  }
}

type Reference = { readonly kind: string; readonly namespace: string; readonly name: string }

const bindings = ['rbac.authorization.k8s.io/RoleBinding', 'rbac.authorization.k8s.io/ClusterRoleBinding']
const ingresses = ['networking.k8s.io/Ingress', 'extensions/Ingress']
const autoscaler = 'autoscaling/HorizontalPodAutoscaler'
const volumeClaim = '/PersistentVolumeClaim'

/** What a resource names, wherever its kind says names. */
function referencesOf(resource: Resource): Reference[] {
  const { namespace, kind, object } = resource
  const at = (...path: readonly string[]) => textsAt(object, path)
  const named = (of: string, names: readonly string[], where = namespace) => names.map((name) => ({ kind: of, namespace: where, name }))
  const pod = podOf(resource)
  if (pod !== undefined) {
    const names = (references: readonly { readonly name: string }[]) => references.map(({ name }) => name)
    const account = serviceAccountOf(pod)
    return [
      ...named('/ServiceAccount', [account === '' ? 'default' : account]),
      ...named('/ConfigMap', names(configMapsOf(pod))),
      ...named('/Secret', names(secretsOf(pod))),
      ...named(volumeClaim, names(volumeClaimsOf(pod))),
    ]
  }
  if (ingresses.includes(kind)) {
    const backends = [
      ['spec', 'defaultBackend'],
      ['spec', 'backend'],
      ['spec', 'rules', '*', 'http', 'paths', '*', 'backend'],
    ]
    const services = backends.flatMap((path) => [...at(...path, 'service', 'name'), ...at(...path, 'serviceName')])
    return [...named('/Service', services), ...named('/Secret', at('spec', 'tls', '*', 'secretName'))]
  }
  if (bindings.includes(kind)) {
    const [role = ''] = at('roleRef', 'kind')
    const roles = named(`rbac.authorization.k8s.io/${role}`, at('roleRef', 'name'), role === 'Role' ? namespace : '')
    return [...roles, ...accountsOf(object.subjects, namespace)]
  }
  if (kind === autoscaler) {
    const [version = '', targetKind = '', name = ''] = ['apiVersion', 'kind', 'name'].map((key) => at('spec', 'scaleTargetRef', key)[0])
    return [{ kind: `${apiGroup(version)}/${targetKind}`, namespace, name }]
  }
  return kind === volumeClaim ? named('/PersistentVolume', at('spec', 'volumeName'), '') : []
}

function accountsOf(subjects: unknown, namespace: string): Reference[] {
  if (!Array.isArray(subjects)) return []
  return subjects.flatMap((subject: unknown) => {
    const [kind, name, where = namespace] = ['kind', 'name', 'namespace'].map((key) => textsAt(subject, [key])[0])
    return kind === 'ServiceAccount' && name !== undefined ? [{ kind: '/ServiceAccount', namespace: where, name }] : []
  })
}

/** Texts at a path of an object of any shape; `*` stands for every item of a list. */
function textsAt(value: unknown, path: readonly string[]): string[] {
  const [key, ...rest] = path
  if (key === undefined) return typeof value === 'string' && value !== '' ? [value] : []
  if (key === '*') return Array.isArray(value) ? value.flatMap((item: unknown) => textsAt(item, rest)) : []
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return []
  return textsAt((value as Record<string, unknown>)[key], rest)
}

/** Which kinds name objects of a kind, and whether they do so from other namespaces as well. Pods are found by an index. */
const users: Readonly<Record<string, { readonly kinds: readonly string[]; readonly isAnywhere?: true }>> = {
  '/Service': { kinds: ingresses },
  '/Secret': { kinds: ingresses },
  '/ServiceAccount': { kinds: bindings, isAnywhere: true },
  '/PersistentVolume': { kinds: [volumeClaim], isAnywhere: true },
  'rbac.authorization.k8s.io/Role': { kinds: bindings },
  'rbac.authorization.k8s.io/ClusterRole': { kinds: bindings, isAnywhere: true },
}

const scaled: (typeof users)[string] = { kinds: [autoscaler] }

function* usersOf(resource: Resource, inventory: Inventory): Generator<Resource> {
  const { kind, namespace, name } = resource
  for (const pod of podsNeeding(inventory, kind, namespace, name)) yield inventory.topOwner(pod)
  const { kinds, isAnywhere } = users[kind] ?? scaled
  for (const each of kinds.flatMap((of) => [...inventory.ofKind(of, isAnywhere ? undefined : namespace)])) {
    const isNamed = referencesOf(each).some(
      (reference) => reference.kind === kind && reference.name === name && inventory.find(kind, reference.namespace, name) === resource,
    )
    if (isNamed) yield each
  }
}
