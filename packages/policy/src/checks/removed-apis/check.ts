import { defineObjectCheck, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'
import { kindsWithLifecycle, lifecycleOf, newestMinor, safeReplacement } from '../../versions/api-lifecycle.ts'

/**
 * Removed API versions should not be used.
 *
 * Restricted field: apiVersion
 * Allowed: versions that the target cluster serves; without a target, those that the newest stable Kubernetes serves
 * Source: Kubernetes, "Deprecated API Migration Guide"; gatekeeper-library verifydeprecatedapi; kube-linter no-extensions-v1beta
 */
export const removedApis = defineObjectCheck({
  id: 'removed-apis',
  severity: 'medium',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  kinds: kindsWithLifecycle,
  evaluate({ object: { apiVersion, kind }, targetMinor = newestMinor }) {
    const lifecycle = lifecycleOf(apiVersion, kind)
    if (lifecycle === undefined || lifecycle.removed > targetMinor) return []
    const { removed, replacement } = lifecycle
    const data = { apiVersion, kind, minor: removed, replacement: replacement ?? '' }
    return [violation('/apiVersion', data, replacement === undefined ? 'no-replacement' : 'default')]
  },
  fix({ object: { apiVersion, kind } }, { pointer }) {
    const replacement = safeReplacement(apiVersion, kind)
    return replacement === undefined ? undefined : [set(pointer, replacement)]
  },
})
