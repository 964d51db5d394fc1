import { defineRelationCheck, healthy, type RelationInput, type Verdict, violation } from '../../model/check.ts'

const defaultNamespaceName = 'default'

/** What Kubernetes itself keeps in the namespace. */
const exempt: ReadonlySet<string> = new Set(['/ServiceAccount default', '/Service kubernetes'])

/**
 * Kubernetes clusters should not use the default namespace.
 *
 * Restricted field: metadata.namespace of Services, ServiceAccounts and everything that carries a pod
 * Forbidden: `default`; undefined, unless the objects are known to go elsewhere
 * Source: Azure Policy 9f061a12-e40d-4183-a00e-171812443373; CIS Kubernetes Benchmark, "The default namespace should not be used"
 */
export const defaultNamespace = defineRelationCheck({
  id: 'default-namespace',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'security',
  maps: {
    azurePolicy: '9f061a12-e40d-4183-a00e-171812443373',
    mcsb: 'PV-2',
    cisAks: ['4.6.3'],
    cisKubernetes: ['5.7.4'],
    nsa: 'Network separation and hardening',
  },
  kinds: ['pods', '/Service', '/ServiceAccount'],
  reads: [],
  evaluate: (input): Verdict => inDefault(input, input.defaultNamespace ?? defaultNamespaceName),
  defender: { evaluate: (input): Verdict => inDefault(input, defaultNamespaceName) },
})

function inDefault({ resource }: RelationInput, whereUnnamed: string): Verdict {
  const { kind, name, namespace } = resource
  if ((namespace || whereUnnamed) !== defaultNamespaceName || exempt.has(`${kind} ${name}`)) return healthy
  return [violation('/metadata/namespace', {}, namespace === '' ? 'unnamed' : 'default')]
}
