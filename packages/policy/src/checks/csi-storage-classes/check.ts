import { defineObjectCheck, violation } from '../../model/check.ts'

/** Provisioners that were part of Kubernetes, and the drivers that took their place. Source: Kubernetes, "Storage Classes", provisioner */
const replacements = new Map([
  ['kubernetes.io/azure-disk', 'disk.csi.azure.com'],
  ['kubernetes.io/azure-file', 'file.csi.azure.com'],
  ['kubernetes.io/aws-ebs', 'ebs.csi.aws.com'],
  ['kubernetes.io/gce-pd', 'pd.csi.storage.gke.io'],
  ['kubernetes.io/cinder', 'cinder.csi.openstack.org'],
  ['kubernetes.io/vsphere-volume', 'csi.vsphere.vmware.com'],
  ['kubernetes.io/portworx-volume', 'pxd.portworx.com'],
  ['kubernetes.io/rbd', 'rbd.csi.ceph.com'],
])

/**
 * Storage classes should use a CSI driver.
 *
 * Restricted field: StorageClass provisioner
 * Allowed: any provisioner that was not part of Kubernetes
 * Source: Azure Policy 4f3823b6-6dac-4b5a-9c61-ce1afb829f17
 */
export const csiStorageClasses = defineObjectCheck({
  id: 'csi-storage-classes',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'reliability',
  maps: { azurePolicy: '4f3823b6-6dac-4b5a-9c61-ce1afb829f17' },
  kinds: ['storage.k8s.io/StorageClass'],
  evaluate({ object }) {
    const provisioner = object.provisioner as string | undefined
    const driver = replacements.get(provisioner ?? '')
    return driver === undefined ? [] : [violation('/provisioner', { provisioner: provisioner ?? '', driver })]
  },
})
