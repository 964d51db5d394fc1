import { defineObjectCheck, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'

/** Provisioners that encrypt only when told so. Azure and Google encrypt every disk at rest. */
const optionalEncryption = new Set(['ebs.csi.aws.com', 'kubernetes.io/aws-ebs', 'ebs.csi.eks.amazonaws.com'])

/**
 * Volumes should be encrypted at rest.
 *
 * Restricted field: StorageClass parameters.encrypted, for drivers where encryption is a choice
 * Allowed: "true"
 * Source: regolibrary C-0264; Amazon EBS CSI driver, parameters (default "false")
 */
export const encryptedStorageClasses = defineObjectCheck({
  id: 'encrypted-storage-classes',
  severity: 'medium',
  control: 'enable-encryption-at-rest',
  category: 'security',
  maps: { mitre: ['T1530'] },
  kinds: ['storage.k8s.io/StorageClass'],
  evaluate({ object }) {
    const { provisioner, parameters } = object as { readonly provisioner?: string; readonly parameters?: Readonly<Record<string, string>> }
    return optionalEncryption.has(provisioner ?? '') && parameters?.encrypted !== 'true' ? [violation('/parameters/encrypted')] : []
  },
  fix: (_, { pointer }) => [set(pointer, 'true')],
})
