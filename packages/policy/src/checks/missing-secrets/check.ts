import { defineRelationCheck } from '../../model/check.ts'
import { isGeneratedSecret, secretGeneratorKinds, secretNameOf } from '../../references/generated-secrets.ts'
import { missingReferences } from '../../references/missing-references.ts'
import { podsNeeding, secretsOf } from '../../references/pod-references.ts'

/**
 * Secrets that pods need should exist.
 *
 * Restricted field: env, envFrom, volumes, projected volumes and imagePullSecrets of the pod that name a Secret, with their keys
 * Allowed: a Secret of the namespace that has the key; one that a controller makes; optional references
 * Source: kube-linter env-value-from; Kubernetes, "Secrets": the pod does not start without it
 */
export const missingSecrets = defineRelationCheck({
  id: 'missing-secrets',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  kinds: ['pods'],
  reads: ['/Secret', ...secretGeneratorKinds],
  affected: (changed, inventory) => podsNeeding(inventory, '/Secret', changed.namespace, secretNameOf(changed)),
  evaluate: ({ resource, pod, inventory }) =>
    pod === undefined
      ? []
      : missingReferences(secretsOf(pod), '/Secret', resource, inventory, (name) => isGeneratedSecret(inventory, resource.namespace, name)),
})
