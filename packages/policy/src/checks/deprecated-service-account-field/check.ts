import { definePodCheck, healthy, violation } from '../../model/check.ts'
import { remove, set } from '../../model/edit.ts'

/**
 * Service accounts should be named by serviceAccountName.
 *
 * Restricted field: spec.serviceAccount
 * Allowed: undefined, or the same as serviceAccountName, which is what the API server makes of both
 * Source: Kubernetes API, core/v1 PodSpec.serviceAccount, deprecated
 */
export const deprecatedServiceAccountField = definePodCheck({
  id: 'deprecated-service-account-field',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: { cisAks: ['5.2.1'] },
  evaluate: ({ spec, at }) => {
    const { serviceAccount = '', serviceAccountName = '' } = spec
    if (serviceAccount === '' || serviceAccount === serviceAccountName) return healthy
    return [violation(at('/serviceAccount'), { account: serviceAccount }, serviceAccountName === '' ? 'default' : 'conflict')]
  },
  fix: ({ spec, at }, { message }) =>
    message === 'conflict' ? undefined : [set(at('/serviceAccountName'), spec.serviceAccount ?? ''), remove(at('/serviceAccount'))],
})
