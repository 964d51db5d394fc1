import { defineObjectCheck, violation } from '../../model/check.ts'

/**
 * Persistent volumes should not be folders of the node.
 *
 * Restricted field: PersistentVolume spec.hostPath
 * Allowed: any other kind of volume
 * Source: Kubernetes, "Volumes", hostPath: rules for pods do not see what a claim leads to; CIS Kubernetes 1.10, 5.1.9
 */
export const hostPathPersistentVolumes = defineObjectCheck({
  id: 'host-path-persistent-volumes',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { cisKubernetes: ['5.1.9'], nsa: 'Pod security', mitre: ['T1611'] },
  kinds: ['/PersistentVolume'],
  evaluate({ object }) {
    const hostPath = (object.spec as { readonly hostPath?: { readonly path?: string } } | undefined)?.hostPath
    return hostPath === undefined ? [] : [violation('/spec/hostPath', { path: hostPath.path ?? '' })]
  },
})
