import { defineObjectCheck, healthy, violation } from '../../model/check.ts'

/**
 * Pods should be run by a controller.
 *
 * Restricted field: metadata.ownerReferences of Pods
 * Allowed: a list that is not empty; static pods, which the kubelet mirrors
 * Source: Azure Policy 65280eef-c8b4-425e-9aec-af55e55bf581
 */
export const nakedPods = defineObjectCheck({
  id: 'naked-pods',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'reliability',
  kinds: ['/Pod'],
  maps: { azurePolicy: '65280eef-c8b4-425e-9aec-af55e55bf581', mitre: ['T1610'] },
  evaluate: ({ object: { metadata } }) => {
    if ((metadata.ownerReferences?.length ?? 0) > 0 || metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) return healthy
    return [violation('/metadata/ownerReferences')]
  },
})
