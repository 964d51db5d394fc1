import { defineContainerCheck, healthy, type Violation, violation } from '../../model/check.ts'

/**
 * Secrets should be mounted as files rather than set as environment variables.
 *
 * Restricted fields: spec.containers[*], initContainers[*], ephemeralContainers[*] .env[*].valueFrom.secretKeyRef,
 * envFrom[*].secretRef
 * Allowed: undefined
 * Source: CIS Azure Kubernetes Service Benchmark 1.8, 4.5.1; CIS Kubernetes Benchmark 1.12, 5.4.1
 */
export const secretsAsEnvironmentVariables = defineContainerCheck({
  id: 'secrets-as-environment-variables',
  severity: 'informational',
  control: 'remediate-security-configurations',
  category: 'security',
  maps: { cisAks: ['4.5.1'], cisKubernetes: ['5.4.1'], nsa: 'Authentication and authorization', mitre: ['T1552.001'] },
  evaluate: ({ container, at }) => {
    const { env, envFrom } = container
    if (env === undefined && envFrom === undefined) return healthy
    let violations: Violation[] | undefined
    for (let index = 0; index < (env?.length ?? 0); index += 1) {
      const reference = env?.[index]?.valueFrom?.secretKeyRef
      if (reference === undefined) continue
      violations ??= []
      violations.push(
        violation(at(`/env/${index}/valueFrom/secretKeyRef`), { container: container.name ?? '', secret: reference.name ?? '' }),
      )
    }
    for (let index = 0; index < (envFrom?.length ?? 0); index += 1) {
      const reference = envFrom?.[index]?.secretRef
      if (reference === undefined) continue
      violations ??= []
      violations.push(violation(at(`/envFrom/${index}/secretRef`), { container: container.name ?? '', secret: reference.name ?? '' }))
    }
    return violations ?? healthy
  },
})
