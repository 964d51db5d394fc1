import { defineRelationCheck } from '../../model/check.ts'
import { missingReferences } from '../../references/missing-references.ts'
import { configMapsOf, neededBy } from '../../references/pod-references.ts'

/**
 * ConfigMaps that pods need should exist.
 *
 * Restricted field: env, envFrom, volumes and projected volumes of the pod that name a ConfigMap, with their keys
 * Allowed: a ConfigMap of the namespace that has the key; optional references
 * Source: kube-linter env-value-from; Kubernetes, "ConfigMaps": the pod does not start without it
 */
export const missingConfigMaps = defineRelationCheck({
  id: 'missing-config-maps',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  kinds: ['pods'],
  reads: ['/ConfigMap'],
  affected: neededBy,
  evaluate: ({ resource, pod, inventory }) =>
    pod === undefined ? [] : missingReferences(configMapsOf(pod), '/ConfigMap', resource, inventory),
})
