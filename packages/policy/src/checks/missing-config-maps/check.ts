import { defineRelationCheck } from '../../model/check.ts'
import { missingReferences } from '../../references/missing-references.ts'
import { configMapsOf } from '../../references/pod-references.ts'

/** The ConfigMap with the cluster's CA that the control plane puts into every namespace. */
const ownConfigMap = 'kube-root-ca.crt'

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
  evaluate: ({ resource, pod, inventory }) =>
    pod === undefined ? [] : missingReferences(configMapsOf(pod), '/ConfigMap', resource, inventory, (name) => name === ownConfigMap),
})
