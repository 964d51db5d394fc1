import { defineRelationCheck, notApplicable, type Violation, violation } from '../../model/check.ts'

type Claim = { readonly storageClassName?: string; readonly volumeName?: string }

/**
 * Storage classes of volume claims should exist.
 *
 * Restricted field: storageClassName of PersistentVolumeClaims and of the claims of StatefulSets
 * Allowed: a StorageClass of the cluster; the empty name (no class); claims that name their volume
 * Source: Kubernetes, "Persistent Volumes", class: the claim stays pending otherwise
 */
export const missingStorageClasses = defineRelationCheck({
  id: 'missing-storage-classes',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  kinds: ['/PersistentVolumeClaim', 'apps/StatefulSet'],
  reads: ['storage.k8s.io/StorageClass'],
  evaluate({ resource, inventory }) {
    const found: Violation[] = []
    for (const [pointer, { storageClassName = '', volumeName = '' }] of claimsOf(resource.kind, resource.object.spec)) {
      if (storageClassName === '' || volumeName !== '' || inventory.get('storage.k8s.io/StorageClass', '', storageClassName)) continue
      found.push(violation(`${pointer}/storageClassName`, { class: storageClassName }))
    }
    return found.length > 0 && !inventory.knows('storage.k8s.io/StorageClass') ? notApplicable('kind-not-known') : found
  },
})

function claimsOf(kind: string, spec: unknown): [pointer: string, claim: Claim][] {
  if (kind === '/PersistentVolumeClaim') return [['/spec', (spec as Claim | undefined) ?? {}]]
  const templates = (spec as { readonly volumeClaimTemplates?: readonly { readonly spec?: Claim }[] } | undefined)?.volumeClaimTemplates
  return (templates ?? []).map((template, index) => [`/spec/volumeClaimTemplates/${index}/spec`, template.spec ?? {}])
}
