import type { Inventory, Resource } from '../../inventory/inventory.ts'
import { defineRelationCheck, notApplicable, type Violation, violation } from '../../model/check.ts'
import { ingressKinds, ingressSpecOf } from '../../network/ingress.ts'
import { isGeneratedSecret, secretGeneratorKinds, secretNameOf } from '../../references/generated-secrets.ts'

/** Annotations with which cert-manager makes the Secret of an Ingress. Source: cert-manager, "Annotated Ingress resource" */
const issuerAnnotations = ['cert-manager.io/issuer', 'cert-manager.io/cluster-issuer', 'kubernetes.io/tls-acme']

/**
 * The certificates of an Ingress should exist.
 *
 * Restricted field: Ingress spec.tls[*].secretName
 * Allowed: a Secret of the namespace; one that cert-manager or another controller makes
 * Source: Kubernetes, "Ingress", TLS: without its Secret a controller serves a self-signed certificate or none
 */
export const ingressTlsSecrets = defineRelationCheck({
  id: 'ingress-tls-secrets',
  severity: 'low',
  control: 'encrypt-data-in-transit',
  category: 'correctness',
  maps: { mitre: ['T1557'] },
  kinds: ingressKinds,
  reads: ['/Secret', ...secretGeneratorKinds],
  affected: (changed, inventory) => [
    ...ingressesWith(secretNameOf(changed), inventory.ofKind('networking.k8s.io/Ingress', changed.namespace)),
    ...ingressesWith(secretNameOf(changed), inventory.ofKind('extensions/Ingress', changed.namespace)),
  ],
  evaluate({ resource, inventory }) {
    const { tls } = ingressSpecOf(resource)
    const { annotations } = resource.object.metadata
    if (tls === undefined || (annotations && issuerAnnotations.some((name) => annotations[name] !== undefined))) return []
    const found: Violation[] = []
    for (const [index, { secretName }] of tls.entries()) {
      if (secretName === undefined || inventory.find('/Secret', resource.namespace, secretName) !== undefined) continue
      if (!isGeneratedSecret(inventory, resource.namespace, secretName)) {
        found.push(violation(`/spec/tls/${index}/secretName`, { secret: secretName }))
      }
    }
    return found.length > 0 && !showsCertificates(inventory, resource.namespace) ? notApplicable('kind-not-known') : found
  },
})

/** Whether a certificate that is not here is missing. A folder has Secrets of applications far more often than certificates. */
function showsCertificates(inventory: Inventory, namespace: string): boolean {
  if (inventory.isCluster) return inventory.knows('/Secret', namespace)
  for (const scope of inventory.namespacesLike(namespace))
    for (const { object } of inventory.ofKind('/Secret', scope)) if (object.type === 'kubernetes.io/tls') return true
  return false
}

function ingressesWith(secret: string, ingresses: Iterable<Resource>): Resource[] {
  return [...ingresses].filter((each) => ingressSpecOf(each).tls?.some(({ secretName }) => secretName === secret))
}
