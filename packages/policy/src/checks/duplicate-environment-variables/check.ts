import { defineContainerCheck, healthy, type Violation, violation } from '../../model/check.ts'

/**
 * Environment variables should be set once.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .env[*].name
 * Allowed: every name once; of several the last one holds
 * Source: Kubernetes API, core/v1 Container.env: merged by name
 */
export const duplicateEnvironmentVariables = defineContainerCheck({
  id: 'duplicate-environment-variables',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  evaluate: ({ container, at }) => {
    const { env } = container
    if (env === undefined || env.length < 2) return healthy
    const names = new Set<string>()
    let violations: Violation[] | undefined
    for (let index = 0; index < env.length; index += 1) {
      const name = env[index]?.name ?? ''
      if (!names.has(name)) {
        names.add(name)
        continue
      }
      violations ??= []
      violations.push(violation(at(`/env/${index}/name`), { container: container.name ?? '', variable: name }))
    }
    return violations ?? healthy
  },
})
