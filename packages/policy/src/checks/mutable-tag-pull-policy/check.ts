import { defineContainerCheck, healthy, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'
import { isLatest } from '../../pods/image-reference.ts'

/**
 * Images with the tag latest should be pulled at each start.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .imagePullPolicy
 * Allowed: undefined and Always for images without tag or digest, or with the tag latest; everything for others
 * Source: Kubernetes documentation, Images, image pull policy
 */
export const mutableTagPullPolicy = defineContainerCheck({
  id: 'mutable-tag-pull-policy',
  severity: 'low',
  control: 'remediate-vulnerabilities',
  category: 'reliability',
  maps: { nsa: 'Upgrading and application security practices' },
  evaluate: ({ container, at }) => {
    const policy = container.imagePullPolicy ?? 'Always'
    return policy === 'Always' || !isLatest(container.image ?? '')
      ? healthy
      : [violation(at('/imagePullPolicy'), { container: container.name ?? '', policy })]
  },
  fix: ({ at }) => [set(at('/imagePullPolicy'), 'Always')],
})
