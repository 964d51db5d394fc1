import { defineContainerCheck, healthy, type Violation, violation } from '../../model/check.ts'
import { findCredential } from '../../secrets/find-credential.ts'
import { isLiteralSecret, isSecretName } from '../../secrets/secret-name.ts'

/**
 * Environment variables should not hold secrets in clear text.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .env[*].value
 * Allowed: values without a well-known form of credentials, of variables whose name does not say that they hold a secret
 * Source: Threat Matrix for Kubernetes, MS-TA9027 (application credentials in configuration files)
 */
export const secretsInEnvironment = defineContainerCheck({
  id: 'secrets-in-environment',
  severity: 'high',
  control: 'remediate-security-configurations',
  category: 'security',
  maps: { cisAks: ['4.5.1'], cisKubernetes: ['5.4.1'], nsa: 'Authentication and authorization', mitre: ['T1552.001'] },
  parameters: { ignoredVariables: { type: 'strings', default: [] } },
  prepare: ({ ignoredVariables }) => new Set(ignoredVariables),
  evaluate: ({ container, prepared: ignored, at }) => {
    const { env } = container
    if (env === undefined) return healthy
    let violations: Violation[] | undefined
    for (let index = 0; index < env.length; index += 1) {
      const { name = '', value } = env[index] ?? {}
      if (value === undefined || value === '' || ignored.has(name)) continue
      const form = findCredential(value)
      if (form === undefined && !(isSecretName(name) && isLiteralSecret(value))) continue
      const data = { container: container.name ?? '', variable: name }
      violations ??= []
      violations.push(
        form === undefined
          ? violation(at(`/env/${index}/value`), data)
          : violation(at(`/env/${index}/value`), { ...data, form }, 'credential'),
      )
    }
    return violations ?? healthy
  },
})
