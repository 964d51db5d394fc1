import { definePodCheck, healthy, violation } from '../../model/check.ts'

/**
 * Pods should name the credentials for their images.
 *
 * Restricted field: spec.imagePullSecrets
 * Allowed: a list that is not empty
 * Source: Azure Policy 12db3749-7e03-4b9f-b443-d37d3fb9f8d9
 *
 * Off by default: nodes with an identity of their own pull from cloud registries without it.
 */
export const imagePullSecrets = definePodCheck({
  id: 'image-pull-secrets',
  severity: 'informational',
  control: 'manage-access-and-permissions',
  category: 'security',
  enabledByDefault: false,
  maps: { azurePolicy: '12db3749-7e03-4b9f-b443-d37d3fb9f8d9', mitre: ['T1530'] },
  evaluate: ({ spec, at }) => ((spec.imagePullSecrets?.length ?? 0) > 0 ? healthy : [violation(at('/imagePullSecrets'))]),
})
