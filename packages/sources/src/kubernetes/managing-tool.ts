import type { KubernetesObject } from '@toride/core/kubernetes-object'

/** What would undo a change made in the cluster, and where its source is said to be. */
export type ManagingTool = {
  readonly tool: 'helm' | 'argo-cd' | 'flux' | 'add-on manager' | 'controller'
  /** The release, application or owner, as the tool names it: `shop/cart`, `Deployment/cart`. */
  readonly source: string
}

/**
 * The tool that an object's labels, annotations and owner name as the one that manages it; undefined when a change in the cluster stays.
 *
 * Sources: Helm "labels and annotations" (`meta.helm.sh`), Argo CD "resource tracking", Flux `kustomize-controller` and
 * `helm-controller` (ownership labels), the add-on manager of AKS and kubeadm.
 */
export function managingTool(object: KubernetesObject): ManagingTool | undefined {
  const labels = object.metadata.labels ?? {}
  const annotations = object.metadata.annotations ?? {}
  // Flux installs with Helm and Argo CD renders charts, whose labels stay: the outer tool counts.
  const flux = namespaced(labels, 'kustomize.toolkit.fluxcd.io') ?? namespaced(labels, 'helm.toolkit.fluxcd.io')
  if (flux !== undefined) return { tool: 'flux', source: flux }
  const tracking = annotations['argocd.argoproj.io/tracking-id']
  const application = tracking === undefined ? labels['argocd.argoproj.io/instance'] : (tracking.split(':')[0] ?? '')
  if (application !== undefined && application !== '') return { tool: 'argo-cd', source: application }
  const release = annotations['meta.helm.sh/release-name']
  if (release !== undefined && labels['app.kubernetes.io/managed-by'] === 'Helm') {
    return { tool: 'helm', source: `${annotations['meta.helm.sh/release-namespace'] ?? object.metadata.namespace ?? ''}/${release}` }
  }
  if (labels['addonmanager.kubernetes.io/mode'] === 'Reconcile') {
    return { tool: 'add-on manager', source: labels['k8s-app'] ?? object.metadata.name ?? '' }
  }
  const owner = object.metadata.ownerReferences?.find((reference) => reference.controller === true)
  return owner === undefined ? undefined : { tool: 'controller', source: `${owner.kind}/${owner.name}` }
}

function namespaced(labels: Readonly<Record<string, string>>, prefix: string): string | undefined {
  const name = labels[`${prefix}/name`]
  return name === undefined ? undefined : `${labels[`${prefix}/namespace`] ?? ''}/${name}`
}
