import { type Inventory, podLabelsOf, type Resource } from '../../inventory/inventory.ts'
import { matchesSelector } from '../../inventory/label-selector.ts'
import type { ResourceIndex } from '../../inventory/resource-index.ts'
import { anchorOf, anchorsOf, selectsAnything } from '../../inventory/selecting.ts'
import { defineRelationCheck, notApplicable, type Violation, violation } from '../../model/check.ts'
import { type NetworkPolicyPeer, networkPolicyKind, networkPolicySpecOf, selectsEverything } from '../../network/network-policy.ts'

/** The label that the API server gives each Namespace. Source: Kubernetes, "Well-Known Labels" */
const nameLabel = 'kubernetes.io/metadata.name'

/** Policies by a label of the pods that they let in or out; peers may be in any namespace. */
const byPeer: ResourceIndex = {
  kinds: [networkPolicyKind],
  clusterWide: true,
  keysOf(resource) {
    const { ingress = [], egress = [] } = networkPolicySpecOf(resource)
    const peers = [...ingress.flatMap(({ from = [] }) => from), ...egress.flatMap(({ to = [] }) => to)]
    return [...new Set(peers.flatMap(({ podSelector }) => (podSelector === undefined ? [] : [anchorOf(podSelector)])))]
  },
}

/**
 * Peers of network policies should exist.
 *
 * Restricted field: NetworkPolicy spec.ingress[*].from[*], spec.egress[*].to[*]: podSelector and namespaceSelector
 * Allowed: selectors that match a namespace, and in it pods; address blocks
 * Source: kube-linter dangling-networkpolicypeer-podselector
 */
export const danglingNetworkPolicyPeers = defineRelationCheck({
  id: 'dangling-network-policy-peers',
  severity: 'low',
  control: 'restrict-unauthorized-network-access',
  category: 'correctness',
  maps: { nsa: 'Network separation and hardening' },
  kinds: [networkPolicyKind],
  reads: ['pods', '/Namespace'],
  *affected(changed, inventory) {
    if (changed.kind === '/Namespace') yield* inventory.ofKind(networkPolicyKind)
    else for (const anchor of anchorsOf(podLabelsOf(changed))) yield* inventory.lookup(byPeer, '', anchor)
  },
  evaluate({ resource, inventory }) {
    const { ingress = [], egress = [] } = networkPolicySpecOf(resource)
    const found: Violation[] = []
    let isUnknown = false
    for (const [index, { from = [] }] of ingress.entries())
      for (const [place, peer] of from.entries()) look(peer, `/spec/ingress/${index}/from/${place}`)
    for (const [index, { to = [] }] of egress.entries())
      for (const [place, peer] of to.entries()) look(peer, `/spec/egress/${index}/to/${place}`)
    return isUnknown && found.length === 0 ? notApplicable('kind-not-known') : found

    function look(peer: NetworkPolicyPeer, pointer: string): void {
      const missing = missingOf(peer, resource, inventory)
      if (missing === 'unknown') isUnknown = true
      else if (missing !== undefined)
        found.push(violation(`${pointer}/${missing}`, {}, missing === 'podSelector' ? 'default' : 'namespace'))
    }
  },
})

function missingOf(
  { podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer,
  policy: Resource,
  inventory: Inventory,
): 'podSelector' | 'namespaceSelector' | 'unknown' | undefined {
  if (ipBlock !== undefined) return undefined
  if (namespaceSelector === undefined) {
    if (podSelector === undefined || selectsEverything(podSelector) || selectsAnything(inventory, policy.namespace, podSelector))
      return undefined
    return inventory.knows('pods', policy.namespace) ? 'podSelector' : 'unknown'
  }
  if (selectsEverything(namespaceSelector) && selectsEverything(podSelector ?? {})) return undefined
  let namespaces = 0
  let isKnown = true
  for (const { name, object } of inventory.ofKind('/Namespace')) {
    if (!matchesSelector(namespaceSelector, { [nameLabel]: name, ...object.metadata.labels })) continue
    namespaces += 1
    if (podSelector === undefined || selectsEverything(podSelector) || selectsAnything(inventory, name, podSelector)) return undefined
    isKnown &&= inventory.knows('pods', name)
  }
  // An application's folder seldom has the namespaces of DNS, ingress controllers and monitoring, which its policies name.
  if (namespaces === 0 && !inventory.isCluster) return 'unknown'
  if (!inventory.knows('/Namespace') || !isKnown) return 'unknown'
  return namespaces === 0 ? 'namespaceSelector' : 'podSelector'
}
