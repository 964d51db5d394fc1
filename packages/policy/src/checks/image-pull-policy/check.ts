import { defineContainerCheck, healthy, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'
import { isLatest } from '../../pods/image-reference.ts'

/**
 * Containers should only use allowed pull policies.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .imagePullPolicy
 * Allowed: the values of the parameter, by default Always; undefined means Always for the tag latest and IfNotPresent for
 * others
 * Source: Azure Policy 50c83470-d2f0-4dda-a716-1938a4825f62
 *
 * Off by default: it makes each start depend on the registry.
 */
export const imagePullPolicy = defineContainerCheck({
  id: 'image-pull-policy',
  severity: 'low',
  control: 'remediate-vulnerabilities',
  category: 'security',
  enabledByDefault: false,
  maps: { azurePolicy: '50c83470-d2f0-4dda-a716-1938a4825f62', nsa: 'Upgrading and application security practices' },
  parameters: { allowedPullPolicies: { type: 'strings', enum: ['Always', 'IfNotPresent', 'Never'], default: ['Always'] } },
  evaluate: ({ container, parameters: { allowedPullPolicies }, at }) => {
    const policy = container.imagePullPolicy ?? (isLatest(container.image ?? '') ? 'Always' : 'IfNotPresent')
    return allowedPullPolicies.includes(policy) ? healthy : [violation(at('/imagePullPolicy'), { container: container.name ?? '', policy })]
  },
  fix: ({ parameters: { allowedPullPolicies }, at }) =>
    allowedPullPolicies.includes('Always') ? [set(at('/imagePullPolicy'), 'Always')] : undefined,
})
