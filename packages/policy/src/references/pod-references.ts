import type { PodView } from '../model/pod.ts'

/** What a pod needs of its namespace, by name; `key` when it needs one entry of it. */
export type PodReference = { readonly name: string; readonly key?: string | undefined; readonly pointer: string }

const none: readonly PodReference[] = []

/** ConfigMaps that the pod cannot start without: in environment, volumes and projected volumes, unless optional. */
export function configMapsOf(pod: PodView): readonly PodReference[] {
  let found: PodReference[] | undefined
  const add = (name: string | undefined, pointer: string, isOptional: boolean | undefined, key?: string) => {
    if (name === undefined || isOptional === true) return
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
