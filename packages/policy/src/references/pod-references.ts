import { type Inventory, podOf, type Resource } from '../inventory/inventory.ts'
import type { ResourceIndex } from '../inventory/resource-index.ts'
import type { Affected } from '../model/check.ts'
import type { PodView } from '../model/pod.ts'

/** What a pod needs of its namespace, by name; `key` when it needs one entry of it. */
export type PodReference = { readonly name: string; readonly key?: string | undefined; readonly pointer: string }

const none: readonly PodReference[] = []

/** The ConfigMap with the cluster's CA that the control plane puts into every namespace, and into every pod. */
const ownConfigMap = 'kube-root-ca.crt'

/** ConfigMaps that the pod cannot start without: in environment, volumes and projected volumes, unless optional. */
export function configMapsOf(pod: PodView): readonly PodReference[] {
  let found: PodReference[] | undefined
  const add = (name: string | undefined, pointer: string, isOptional: boolean | undefined, key?: string) => {
    if (name === undefined || name === ownConfigMap || isOptional === true) return
    found ??= []
    found.push({ name, key, pointer })
  }
  for (const { container, pointer } of pod.containers) {
    container.env?.forEach(({ valueFrom }, index) => {
      const reference = valueFrom?.configMapKeyRef
      if (reference) add(reference.name, `${pointer}/env/${index}/valueFrom/configMapKeyRef`, reference.optional, reference.key)
    })
    container.envFrom?.forEach(({ configMapRef }, index) => {
      if (configMapRef) add(configMapRef.name, `${pointer}/envFrom/${index}/configMapRef`, configMapRef.optional)
    })
  }
  pod.spec.volumes?.forEach(({ configMap, projected }, index) => {
    const pointer = `${pod.specPointer}/volumes/${index}`
    if (configMap) add(configMap.name, `${pointer}/configMap`, configMap.optional)
    projected?.sources?.forEach((source, place) => {
      if (source.configMap) add(source.configMap.name, `${pointer}/projected/sources/${place}/configMap`, source.configMap.optional)
    })
  })
  return found ?? none
}

/** Secrets that the pod cannot start without: as ConfigMaps, and the credentials for pulling its images. */
export function secretsOf(pod: PodView): readonly PodReference[] {
  let found: PodReference[] | undefined
  const add = (name: string | undefined, pointer: string, isOptional: boolean | undefined, key?: string) => {
    if (name === undefined || isOptional === true) return
    found ??= []
    found.push({ name, key, pointer })
  }
  for (const { container, pointer } of pod.containers) {
    container.env?.forEach(({ valueFrom }, index) => {
      const reference = valueFrom?.secretKeyRef
      if (reference) add(reference.name, `${pointer}/env/${index}/valueFrom/secretKeyRef`, reference.optional, reference.key)
    })
    container.envFrom?.forEach(({ secretRef }, index) => {
      if (secretRef) add(secretRef.name, `${pointer}/envFrom/${index}/secretRef`, secretRef.optional)
    })
  }
  pod.spec.volumes?.forEach(({ secret, projected }, index) => {
    const pointer = `${pod.specPointer}/volumes/${index}`
    if (secret) add(secret.secretName, `${pointer}/secret`, secret.optional)
    projected?.sources?.forEach((source, place) => {
      if (source.secret) add(source.secret.name, `${pointer}/projected/sources/${place}/secret`, source.secret.optional)
    })
  })
  pod.spec.imagePullSecrets?.forEach(({ name }, index) => {
    add(name, `${pod.specPointer}/imagePullSecrets/${index}`, false)
  })
  return found ?? none
}

/** Volume claims that the pod waits for. */
export function volumeClaimsOf({ spec, specPointer }: PodView): readonly PodReference[] {
  let found: PodReference[] | undefined
  spec.volumes?.forEach(({ persistentVolumeClaim }, index) => {
    if (persistentVolumeClaim?.claimName === undefined) return
    found ??= []
    found.push({ name: persistentVolumeClaim.claimName, pointer: `${specPointer}/volumes/${index}/persistentVolumeClaim` })
  })
  return found ?? none
}

/** The service account that the pod names; the empty text when it leaves it to the default. */
export function serviceAccountOf({ spec: { serviceAccountName, serviceAccount } }: PodView): string {
  return serviceAccountName ?? serviceAccount ?? ''
}

/** Pods by what they need: `/ConfigMap name`. */
const byReference: ResourceIndex = {
  kinds: ['pods'],
  keysOf(resource) {
    const pod = podOf(resource)
    if (pod === undefined) return []
    const keys = new Set<string>()
    for (const { name } of configMapsOf(pod)) keys.add(`/ConfigMap ${name}`)
    for (const { name } of secretsOf(pod)) keys.add(`/Secret ${name}`)
    for (const { name } of volumeClaimsOf(pod)) keys.add(`/PersistentVolumeClaim ${name}`)
    const account = serviceAccountOf(pod)
    if (account !== '') keys.add(`/ServiceAccount ${account}`)
    return [...keys]
  },
}

/** Pods that need an object of a kind and name. */
export function* podsNeeding(inventory: Inventory, kind: string, namespace: string, name: string): Generator<Resource> {
  for (const scope of inventory.namespacesLike(namespace)) yield* inventory.lookup(byReference, scope, `${kind} ${name}`)
}

/** Pods that need the changed ConfigMap, Secret, volume claim or service account. */
export const neededBy: Affected = ({ kind, namespace, name }, inventory) => podsNeeding(inventory, kind, namespace, name)
