import type { Inventory, Resource } from '../inventory/inventory.ts'
import type { LabelSelector } from '../model/pod.ts'

export const networkPolicyKind = 'networking.k8s.io/NetworkPolicy' as const

/** Policies of other APIs, which may isolate pods in ways that a NetworkPolicy does not show. */
export const otherPolicyKinds: readonly string[] = [
  'cilium.io/CiliumNetworkPolicy',
  'cilium.io/CiliumClusterwideNetworkPolicy',
  'crd.projectcalico.org/NetworkPolicy',
  'crd.projectcalico.org/GlobalNetworkPolicy',
  'projectcalico.org/NetworkPolicy',
  'projectcalico.org/GlobalNetworkPolicy',
  'policy.networking.k8s.io/AdminNetworkPolicy',
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy',
  'policy.networking.k8s.io/ClusterNetworkPolicy',
]

export type NetworkPolicyPeer = {
  readonly podSelector?: LabelSelector
  readonly namespaceSelector?: LabelSelector
  readonly ipBlock?: { readonly cidr?: string; readonly except?: readonly string[] }
}

export type NetworkPolicyPort = { readonly protocol?: string; readonly port?: string | number; readonly endPort?: number }

type NetworkPolicyRule = {
  readonly from?: readonly NetworkPolicyPeer[]
  readonly to?: readonly NetworkPolicyPeer[]
  readonly ports?: readonly NetworkPolicyPort[]
}

export type NetworkPolicySpec = {
  readonly podSelector?: LabelSelector
  readonly policyTypes?: readonly string[]
  readonly ingress?: readonly NetworkPolicyRule[]
  readonly egress?: readonly NetworkPolicyRule[]
}

const nothing: NetworkPolicySpec = {}

export function networkPolicySpecOf({ object }: Resource): NetworkPolicySpec {
  return (object.spec as NetworkPolicySpec | undefined) ?? nothing
}

/** Whether the policy restricts what comes in. Without policyTypes every policy does (Kubernetes API, NetworkPolicySpec). */
export function restrictsIngress({ policyTypes }: NetworkPolicySpec): boolean {
  return policyTypes === undefined || policyTypes.length === 0 || policyTypes.includes('Ingress')
}

/** Whether the policy restricts what goes out: by type, or without types when it has a rule for it. */
export function restrictsEgress({ policyTypes, egress }: NetworkPolicySpec): boolean {
  return policyTypes === undefined || policyTypes.length === 0 ? (egress?.length ?? 0) > 0 : policyTypes.includes('Egress')
}

/** Whether a selector has no condition, and so selects everything. */
export function selectsEverything({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return (matchExpressions?.length ?? 0) === 0 && (matchLabels === undefined || Object.keys(matchLabels).length === 0)
}

/** Whether policies of another API may isolate pods of the namespace: its own, and those of the whole cluster. */
export function hasOtherPolicies(inventory: Inventory, namespace: string): boolean {
  for (const kind of otherPolicyKinds) for (const scope of [namespace, '']) for (const _ of inventory.ofKind(kind, scope)) return true
  return false
}
