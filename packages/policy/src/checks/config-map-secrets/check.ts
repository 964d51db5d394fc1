import { pointerToken } from '@toride/core/json-pointer'
import { defineObjectCheck, type Violation, violation } from '../../model/check.ts'
import { findCredential } from '../../secrets/find-credential.ts'
import { isLiteralSecret, isSecretName } from '../../secrets/secret-name.ts'

/**
 * ConfigMaps should hold no secrets.
 *
 * Restricted field: ConfigMap data[*]: credentials by their well-known form; values under names of secrets
 * Allowed: anything else; references and placeholders. The value itself never stands in a finding.
 * Source: Polaris sensitiveConfigmapContent; regolibrary C-0012; CIS Kubernetes 1.10, 5.4.2
 */
export const configMapSecrets = defineObjectCheck({
  id: 'config-map-secrets',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { cisAks: ['4.5.2'], cisKubernetes: ['5.4.2'], nsa: 'Authentication and authorization', mitre: ['T1552.007'] },
  kinds: ['/ConfigMap'],
  evaluate({ object }) {
    const data = object.data as Readonly<Record<string, string>> | undefined
    const found: Violation[] = []
    for (const key in data) {
      const value = data[key] as string
      const form = findCredential(value)
      const pointer = `/data/${pointerToken(key)}`
      if (form !== undefined) found.push(violation(pointer, { key, form }, 'credential'))
      else if (isSecretName(key) && value.length <= longestPassword && isLiteralSecret(value)) found.push(violation(pointer, { key }))
    }
    return found
  },
})

/** Longer values under such a name are files that speak of secrets. */
const longestPassword = 200
