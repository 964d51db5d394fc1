/** When an API version was deprecated and stops being served, as minors of Kubernetes 1.x, and what takes its place. */
export type ApiLifecycle = { readonly deprecated: number; readonly removed: number; readonly replacement?: string }

/** Kubernetes 1.x, newest stable release known here: what a target of unknown version is measured by. */
export const newestMinor = 37

/** `group/version: Kind…` → deprecated, removed, replacement. */
type Line = readonly [apiVersion: string, kinds: readonly string[], deprecated: number, removed: number, replacement?: string]

/**
 * Kinds of which manifests exist; reviews and other requests are left out.
 *
 * Sources: Kubernetes, "Deprecated API Migration Guide"; k8s.io/api v0.37, zz_generated.prerelease-lifecycle.go of each group
 */
const lines: readonly Line[] = [
  ['extensions/v1beta1', ['DaemonSet', 'Deployment', 'ReplicaSet'], 8, 16, 'apps/v1'],
  ['extensions/v1beta1', ['NetworkPolicy'], 9, 16, 'networking.k8s.io/v1'],
  ['extensions/v1beta1', ['PodSecurityPolicy'], 11, 16],
  ['extensions/v1beta1', ['Ingress'], 14, 22, 'networking.k8s.io/v1'],
  ['apps/v1beta1', ['ControllerRevision', 'Deployment', 'StatefulSet'], 8, 16, 'apps/v1'],
  ['apps/v1beta2', ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'], 9, 16, 'apps/v1'],
  ['batch/v2alpha1', ['CronJob'], 8, 21, 'batch/v1'],
  ['batch/v1beta1', ['CronJob'], 21, 25, 'batch/v1'],
  [
    'admissionregistration.k8s.io/v1beta1',
    ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    16,
    22,
    'admissionregistration.k8s.io/v1',
  ],
  [
    'admissionregistration.k8s.io/v1alpha1',
    ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
    29,
    32,
    'admissionregistration.k8s.io/v1',
  ],
  [
    'admissionregistration.k8s.io/v1beta1',
    ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
    31,
    34,
    'admissionregistration.k8s.io/v1',
  ],
  [
    'admissionregistration.k8s.io/v1alpha1',
    ['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'],
    35,
    38,
    'admissionregistration.k8s.io/v1',
  ],
  [
    'admissionregistration.k8s.io/v1beta1',
    ['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'],
    37,
    40,
    'admissionregistration.k8s.io/v1',
  ],
  ['apiextensions.k8s.io/v1beta1', ['CustomResourceDefinition'], 16, 22, 'apiextensions.k8s.io/v1'],
  ['apiregistration.k8s.io/v1beta1', ['APIService'], 19, 22, 'apiregistration.k8s.io/v1'],
  ['autoscaling/v2beta1', ['HorizontalPodAutoscaler'], 22, 25, 'autoscaling/v2'],
  ['autoscaling/v2beta2', ['HorizontalPodAutoscaler'], 23, 26, 'autoscaling/v2'],
  ['certificates.k8s.io/v1beta1', ['CertificateSigningRequest'], 19, 22, 'certificates.k8s.io/v1'],
  ['certificates.k8s.io/v1alpha1', ['ClusterTrustBundle'], 34, 37, 'certificates.k8s.io/v1'],
  ['certificates.k8s.io/v1beta1', ['ClusterTrustBundle'], 37, 40, 'certificates.k8s.io/v1'],
  ['coordination.k8s.io/v1beta1', ['Lease'], 19, 22, 'coordination.k8s.io/v1'],
  ['discovery.k8s.io/v1beta1', ['EndpointSlice'], 21, 25, 'discovery.k8s.io/v1'],
  ['events.k8s.io/v1beta1', ['Event'], 22, 25, 'events.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta1', ['FlowSchema', 'PriorityLevelConfiguration'], 23, 26, 'flowcontrol.apiserver.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta2', ['FlowSchema', 'PriorityLevelConfiguration'], 26, 29, 'flowcontrol.apiserver.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta3', ['FlowSchema', 'PriorityLevelConfiguration'], 29, 32, 'flowcontrol.apiserver.k8s.io/v1'],
  ['networking.k8s.io/v1beta1', ['Ingress', 'IngressClass'], 19, 22, 'networking.k8s.io/v1'],
  ['networking.k8s.io/v1beta1', ['IPAddress', 'ServiceCIDR'], 34, 37, 'networking.k8s.io/v1'],
  ['node.k8s.io/v1beta1', ['RuntimeClass'], 22, 25, 'node.k8s.io/v1'],
  ['policy/v1beta1', ['PodDisruptionBudget'], 21, 25, 'policy/v1'],
  ['policy/v1beta1', ['PodSecurityPolicy'], 21, 25],
  [
    'rbac.authorization.k8s.io/v1alpha1',
    ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
    20,
    23,
    'rbac.authorization.k8s.io/v1',
  ],
  [
    'rbac.authorization.k8s.io/v1beta1',
    ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
    17,
    22,
    'rbac.authorization.k8s.io/v1',
  ],
  ['resource.k8s.io/v1beta1', ['DeviceClass', 'ResourceClaim', 'ResourceClaimTemplate', 'ResourceSlice'], 35, 38, 'resource.k8s.io/v1'],
  ['resource.k8s.io/v1beta2', ['DeviceClass', 'ResourceClaim', 'ResourceClaimTemplate', 'ResourceSlice'], 36, 39, 'resource.k8s.io/v1'],
  ['scheduling.k8s.io/v1beta1', ['PriorityClass'], 14, 22, 'scheduling.k8s.io/v1'],
  ['scheduling.k8s.io/v1alpha1', ['PriorityClass'], 20, 23, 'scheduling.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'], 19, 22, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', ['CSIStorageCapacity'], 24, 27, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1alpha1', ['VolumeAttributesClass'], 32, 35, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', ['VolumeAttributesClass'], 34, 37, 'storage.k8s.io/v1'],
]

const lifecycles = new Map<string, Map<string, ApiLifecycle>>()
for (const [apiVersion, kinds, deprecated, removed, replacement] of lines) {
  const ofVersion = lifecycles.get(apiVersion) ?? new Map<string, ApiLifecycle>()
  lifecycles.set(apiVersion, ofVersion)
  for (const kind of kinds) ofVersion.set(kind, { deprecated, removed, ...(replacement !== undefined && { replacement }) })
}

/** What happens to an API version of a kind; undefined when nothing is planned. */
export function lifecycleOf(apiVersion: string, kind: string): ApiLifecycle | undefined {
  return lifecycles.get(apiVersion)?.get(kind)
}

/** Every kind that had another version once, as `group/Kind`. */
export const kindsWithLifecycle: readonly string[] = [
  ...new Set(lines.flatMap(([apiVersion, kinds]) => kinds.map((kind) => `${apiVersion.slice(0, apiVersion.indexOf('/'))}/${kind}`))),
]

/**
 * Kinds whose fields mean the same in the replacement, where a manifest needs its apiVersion changed and nothing else.
 * Source: Kubernetes, "Deprecated API Migration Guide": no notable changes
 */
const unchangedKinds = new Set([
  'APIService',
  'CronJob',
  'Lease',
  'IngressClass',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'PriorityClass',
  'RuntimeClass',
  'CSIDriver',
  'CSINode',
  'CSIStorageCapacity',
  'StorageClass',
  'VolumeAttachment',
  'VolumeAttributesClass',
  'ValidatingAdmissionPolicyBinding',
])

/** The apiVersion that can stand in the manifest instead without further change; undefined when it takes more. */
export function safeReplacement(apiVersion: string, kind: string): string | undefined {
  const replacement = lifecycleOf(apiVersion, kind)?.replacement
  const isSameGroup = replacement?.split('/')[0] === apiVersion.split('/')[0]
  return isSameGroup && unchangedKinds.has(kind) && !apiVersion.includes('alpha') ? replacement : undefined
}
