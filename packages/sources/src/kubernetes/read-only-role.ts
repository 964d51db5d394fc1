import { dump } from 'js-yaml'
import type { ApiResource } from './api-resource.ts'
import { holdsCredentials, isWatched } from './watched-resources.ts'

export type ReadOnlyRoleOptions = {
  /** What the cluster serves, from `discover`: kinds of extensions are named in the role then. Without it, the built-in kinds are. */
  readonly served?: readonly ApiResource[]
  /** Lets fixes be applied and put back: `patch` on workloads and what goes with them, `delete` on pods. */
  readonly withWrite?: boolean
  /** Adds a token that does not expire, for a kubeconfig that is stored. */
  readonly withToken?: boolean
  readonly namespace?: string
}

const name = 'toride'

/**
 * Everything of the core group that is read, by name: RBAC cannot take Secrets out of a `*`. No subresources: `pods/exec` and
 * `pods/portforward` answer to the verb `get`.
 */
const coreResources = [
  'configmaps',
  'limitranges',
  'namespaces',
  'nodes',
  'persistentvolumeclaims',
  'persistentvolumes',
  'pods',
  'podtemplates',
  'replicationcontrollers',
  'resourcequotas',
  'serviceaccounts',
  'services',
]

/** Groups that Kubernetes itself serves beside the core. Their only subresources are status, scale and approval. */
const builtInGroups = [
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'internal.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
]

/** What fixes change. Not roles and not admission: who may change those may do everything. */
const fixedResources: readonly { readonly group: string; readonly resources: readonly string[] }[] = [
  { group: '', resources: ['pods', 'replicationcontrollers', 'serviceaccounts', 'services'] },
  { group: 'apps', resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'] },
  { group: 'autoscaling', resources: ['horizontalpodautoscalers'] },
  { group: 'batch', resources: ['cronjobs', 'jobs'] },
  { group: 'networking.k8s.io', resources: ['ingresses', 'networkpolicies'] },
  { group: 'policy', resources: ['poddisruptionbudgets'] },
]

/**
 * The manifests of a service account that may read everything but the content of Secrets, as YAML for `kubectl apply -f -`.
 */
export function readOnlyRole(options: ReadOnlyRoleOptions = {}): string {
  const { namespace = 'toride', withWrite = false, withToken = false } = options
  const rules = [...readRules(options.served ?? []), ...(withWrite ? [...fixedResources.map(writeRule), stuckPods] : [])]
  const subject = { kind: 'ServiceAccount', name, namespace }
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name }
  const manifests = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name }, rules },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata: { name }, roleRef, subjects: [subject] },
    ...(withToken ? [tokenOf(namespace)] : []),
  ]
  return manifests.map((manifest) => dump(manifest)).join('---\n')
}

type Rule = { readonly apiGroups: readonly string[]; readonly resources: readonly string[]; readonly verbs: readonly string[] }

const readVerbs = ['get', 'list', 'watch']

function readRules(served: readonly ApiResource[]): Rule[] {
  const extensions = new Map<string, string[]>()
  for (const resource of served) {
    if (resource.group === '' || builtInGroups.includes(resource.group) || !isWatched(resource) || holdsCredentials(resource)) continue
    extensions.set(resource.group, [...(extensions.get(resource.group) ?? []), resource.name])
  }
  return [
    { apiGroups: [''], resources: coreResources, verbs: readVerbs },
    { apiGroups: builtInGroups, resources: ['*'], verbs: readVerbs },
    ...[...extensions].map(([group, resources]) => ({ apiGroups: [group], resources: resources.toSorted(), verbs: readVerbs })),
  ]
}

function writeRule({ group, resources }: (typeof fixedResources)[number]): Rule {
  return { apiGroups: [group], resources, verbs: ['patch'] }
}

/** A failed roll-out of a StatefulSet can only be put back by deleting the pod it is stuck at. */
const stuckPods: Rule = { apiGroups: [''], resources: ['pods'], verbs: ['delete'] }

/** A token Secret: the control plane fills it in. See "Manually create a long-lived API token" in the Kubernetes documentation. */
function tokenOf(namespace: string): unknown {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/service-account-token',
    metadata: { name: `${name}-token`, namespace, annotations: { 'kubernetes.io/service-account.name': name } },
  }
}
