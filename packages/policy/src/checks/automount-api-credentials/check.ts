import type { Inventory, Resource } from '../../inventory/inventory.ts'
import { defineRelationCheck, healthy, type RelationInput, type Verdict, type Violation, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'
import { extendedExclusions } from '../defender-exclusions.ts'

const serviceAccountKind = '/ServiceAccount'

type Binding = {
  readonly subjects?: readonly { readonly kind?: string; readonly namespace?: string; readonly name?: string }[]
}

/**
 * Kubernetes clusters should disable automounting API credentials.
 *
 * Required field: spec.automountServiceAccountToken, or automountServiceAccountToken of the ServiceAccount
 * Allowed: false; what the pod says goes before what the ServiceAccount says
 * Source: Azure Policy 423dd1ba-798e-40e4-9c4d-b6902674b423; Kubernetes documents, "Configure Service Accounts for Pods"
 */
export const automountApiCredentials = defineRelationCheck({
  id: 'automount-api-credentials',
  severity: 'high',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: {
    azurePolicy: '423dd1ba-798e-40e4-9c4d-b6902674b423',
    mcsb: 'PV-2',
    cisAks: ['4.1.6'],
    cisKubernetes: ['5.1.6'],
    nsa: 'Authentication and authorization',
    mitre: ['T1528', 'T1552.007'],
  },
  kinds: ['pods'],
  reads: [serviceAccountKind],
  evaluate(input): Verdict {
    const mounted = mountedTokenOf(input)
    if (mounted.length === 0 || input.pod?.spec.automountServiceAccountToken !== undefined) return mounted
    return accountOf(input)?.object.automountServiceAccountToken === false ? healthy : mounted
  },
  // Whom somebody gave rights probably uses them, and fails without the token.
  fix: (input, { pointer }) => (hasRights(input) ? undefined : [set(pointer, false)]),
  defender: {
    excludedNamespaces: extendedExclusions,
    evaluate: (input): Verdict => mountedTokenOf(input),
  },
})

function mountedTokenOf({ pod }: RelationInput): readonly Violation[] {
  return pod === undefined || pod.spec.automountServiceAccountToken === false
    ? healthy
    : [violation(`${pod.specPointer}/automountServiceAccountToken`, { serviceAccount: accountName(pod.spec) })]
}

function accountName(spec: { readonly serviceAccountName?: string; readonly serviceAccount?: string }): string {
  return spec.serviceAccountName || spec.serviceAccount || 'default'
}

function accountOf({ pod, resource, inventory }: RelationInput): Resource | undefined {
  return pod && inventory.find(serviceAccountKind, resource.namespace, accountName(pod.spec))
}

function hasRights({ pod, resource, inventory }: RelationInput): boolean {
  if (pod === undefined) return false
  const name = accountName(pod.spec)
  for (const binding of bindings(inventory, resource.namespace)) {
    for (const subject of (binding.object as Binding).subjects ?? [])
      if (subject.kind === 'ServiceAccount' && subject.name === name && (subject.namespace ?? binding.namespace) === resource.namespace)
        return true
  }
  return false
}

function* bindings(inventory: Inventory, namespace: string): Iterable<Resource> {
  yield* inventory.ofKind('rbac.authorization.k8s.io/RoleBinding', namespace)
  yield* inventory.ofKind('rbac.authorization.k8s.io/ClusterRoleBinding')
}
