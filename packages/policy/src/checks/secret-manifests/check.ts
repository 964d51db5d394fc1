import { defineObjectCheck, violation } from '../../model/check.ts'
import { isPlaceholder } from '../../secrets/find-credential.ts'

type Entries = Readonly<Record<string, string>>

/**
 * Manifests should not contain the contents of Secrets.
 *
 * Restricted field: Secret data, stringData in manifests (objects without a uid)
 * Allowed: no entries; placeholders that are filled in later; values encrypted by SOPS
 * Source: CIS Kubernetes 1.10, 5.4.2 (consider external secret storage); Kubernetes, "Good practices for Kubernetes Secrets":
 * base64 is no protection
 */
export const secretManifests = defineObjectCheck({
  id: 'secret-manifests',
  severity: 'low',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { cisAks: ['4.5.2'], cisKubernetes: ['5.4.2'], nsa: 'Authentication and authorization', mitre: ['T1552.001'] },
  kinds: ['/Secret'],
  evaluate({ object }) {
    if (object.metadata.uid !== undefined || object.sops !== undefined) return []
    return [...look(object.stringData as Entries | undefined, '/stringData'), ...look(object.data as Entries | undefined, '/data')]
  },
})

function look(entries: Entries = {}, pointer: string) {
  const keys = Object.keys(entries).filter((key) => isWrittenOut(entries[key] as string))
  return keys.length === 0 ? [] : [violation(pointer, { count: keys.length, key: keys[0] ?? '' })]
}

function isWrittenOut(value: string): boolean {
  return value !== '' && !isPlaceholder(value) && !value.startsWith('ENC[')
}
