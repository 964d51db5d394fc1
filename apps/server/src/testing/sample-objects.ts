import type { KubernetesObject } from '@toride/core/kubernetes-object'

type Change = Readonly<Record<string, unknown>>

/** A workload with nothing in it that checks would praise, and nothing worse than that but for what is given. */
export function deployment(namespace: string, name: string, container: Change = {}, metadata: Change = {}): KubernetesObject {
  const labels = { app: name }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels, ...metadata },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: `registry.example/${name}:1`, ...container }] } },
    },
  }
}

export const privileged: Change = { securityContext: { privileged: true } }

/** A live pod below a Deployment of the same namespace. */
function podOf(namespace: string, owner: string, name: string): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      labels: { app: owner },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: owner, uid: owner, controller: true }],
    },
    spec: { nodeName: 'node-1', containers: [{ name: 'main', image: `registry.example/${owner}:1` }] },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
  }
}

export function service(namespace: string, name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { selector: { app: name }, ports: [{ port: 80 }] } }
}

function secret(namespace: string, name: string, text: string): KubernetesObject {
  const data = { password: Buffer.from(text).toString('base64') }
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ data }) }
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace, annotations }, data }
}

function wildcardRole(name: string): KubernetesObject {
  const rules = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name }, rules }
}

/** Two environments, three clusters, and namespaces of the same name in each. */
export const sampleTenant = {
  production: {
    east: [
      deployment('shop', 'cart', privileged),
      deployment(
        'shop',
        'web',
        {},
        { annotations: { 'meta.helm.sh/release-name': 'web' }, labels: { app: 'web', 'app.kubernetes.io/managed-by': 'Helm' } },
      ),
      podOf('shop', 'cart', 'cart-1'),
      podOf('shop', 'cart', 'cart-2'),
      service('shop', 'cart'),
      secret('shop', 'database', 'correct horse'),
      deployment('bank', 'ledger', privileged),
      deployment('bank', 'vault'),
      podOf('bank', 'ledger', 'ledger-1'),
      service('bank', 'ledger'),
      deployment('kube-system', 'proxy', privileged),
      wildcardRole('do-everything'),
    ],
    west: [deployment('shop', 'cart', privileged), deployment('shop', 'search')],
  },
  laboratory: { bench: [deployment('shop', 'experiment', privileged), service('shop', 'experiment')] },
} as const
