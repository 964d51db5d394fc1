import { defineObjectCheck, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'
import { kindsWithLifecycle, lifecycleOf, newestMinor, safeReplacement } from '../../versions/api-lifecycle.ts'

/**
 * Deprecated API versions should not be used.
 *
 * Restricted field: apiVersion
 * Allowed: versions without a planned end; deprecated ones of which the target does not know yet. Removed ones are what
 * removed-apis is about.
 * Source: Kubernetes, "Deprecated API Migration Guide"; k8s.io/api, lifecycle of each version
 */
export const deprecatedApis = defineObjectCheck({
  id: 'deprecated-apis',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  kinds: kindsWithLifecycle,
  evaluate({ object: { apiVersion, kind }, targetMinor = newestMinor }) {
    const lifecycle = lifecycleOf(apiVersion, kind)
    if (lifecycle === undefined || lifecycle.removed <= targetMinor || lifecycle.deprecated > targetMinor) return []
    const { removed, deprecated, replacement } = lifecycle
    const data = { apiVersion, kind, deprecated, removed, replacement: replacement ?? '' }
    return [violation('/apiVersion', data, replacement === undefined ? 'no-replacement' : 'default')]
  },
  fix({ object: { apiVersion, kind } }, { pointer }) {
    const replacement = safeReplacement(apiVersion, kind)
    return replacement === undefined ? undefined : [set(pointer, replacement)]
  },
})
