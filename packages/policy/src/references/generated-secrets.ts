import type { Inventory, Resource } from '../inventory/inventory.ts'
import type { ResourceIndex } from '../inventory/resource-index.ts'

/** Kinds from which a controller makes Secrets: their absence from a folder of manifests is no mistake then. */
export const secretGeneratorKinds: readonly string[] = [
  'bitnami.com/SealedSecret',
  'external-secrets.io/ExternalSecret',
  'cert-manager.io/Certificate',
  'secrets.hashicorp.com/VaultStaticSecret',
  'secrets.infisical.com/InfisicalSecret',
]

type GeneratorSpec = {
  readonly secretName?: string
  readonly target?: { readonly name?: string }
  readonly destination?: { readonly name?: string }
  readonly managedSecretReference?: { readonly secretName?: string }
}

const bySecretName: ResourceIndex = { kinds: secretGeneratorKinds, keysOf: (resource) => [secretNameOf(resource)] }

/** The Secret that a changed object is or makes. */
export function secretNameOf({ object, name, kind }: Resource): string {
  if (kind === '/Secret') return name

  const spec = object.spec as GeneratorSpec | undefined
  return spec?.secretName ?? spec?.target?.name ?? spec?.destination?.name ?? spec?.managedSecretReference?.secretName ?? name
}

/** Whether something here makes the Secret when it is applied. */
export function isGeneratedSecret(inventory: Inventory, namespace: string, name: string): boolean {
  return inventory.namespacesLike(namespace).some((scope) => inventory.lookup(bySecretName, scope, name).length > 0)
}
