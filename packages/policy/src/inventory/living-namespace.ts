import type { Resource } from './inventory.ts'

/** Built-in kinds that live in no namespace (Kubernetes API v1.34), by `group/Kind`. */
const clusterScopedKinds: ReadonlySet<string> = new Set([
  '/Node',
  '/PersistentVolume',
  'admissionregistration.k8s.io/MutatingAdmissionPolicy',
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'apiregistration.k8s.io/APIService',
  'certificates.k8s.io/CertificateSigningRequest',
  'flowcontrol.apiserver.k8s.io/FlowSchema',
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration',
  'networking.k8s.io/IngressClass',
  'node.k8s.io/RuntimeClass',
  'policy/PodSecurityPolicy',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/CSIDriver',
  'storage.k8s.io/CSINode',
  'storage.k8s.io/StorageClass',
  'storage.k8s.io/VolumeAttachment',
  'storage.k8s.io/VolumeAttributesClass',
])

/**
 * The namespace that a resource will live in: its own, or where an object without one is applied (`default` unless told
 * otherwise). Empty for what lives in no namespace, and for kinds of extensions without one, of which that is not known. A
 * Namespace counts as living in itself, as Gatekeeper reads it.
 */
export function livingNamespace({ kind, namespace, name }: Resource, whereUnnamed = 'default'): string {
  if (kind === '/Namespace') return name
  if (namespace !== '' || clusterScopedKinds.has(kind)) return namespace
  const group = kind.slice(0, kind.indexOf('/'))
  return !group.includes('.') || group.endsWith('.k8s.io') ? whereUnnamed : ''
}
