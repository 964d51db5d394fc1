import { defineObjectCheck, violation } from '../../model/check.ts'

const enforceLabel = 'pod-security.kubernetes.io/enforce'
const pointer = '/metadata/labels/pod-security.kubernetes.io~1enforce'

/** Levels from loose to strict. Source: Kubernetes, "Pod Security Standards" */
const levels = ['privileged', 'baseline', 'restricted']

/**
 * Namespaces should enforce a Pod Security Standard.
 *
 * Restricted field: Namespace label pod-security.kubernetes.io/enforce
 * Allowed: the level of the parameter (baseline) or a stricter one
 * Source: CIS Kubernetes 1.10, 5.2.1; Kubernetes, "Pod Security Admission"
 */
export const podSecurityLabels = defineObjectCheck({
  id: 'pod-security-labels',
  severity: 'low',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { cisKubernetes: ['5.2.1'], nsa: 'Pod security', mitre: ['T1610'] },
  excludedNamespaces: ['kube-system', 'kube-public', 'kube-node-lease', 'gatekeeper-system', 'azure-arc', 'azure-extensions-usage-system'],
  parameters: { level: { type: 'string', default: 'baseline', enum: ['baseline', 'restricted'] } },
  kinds: ['/Namespace'],
  evaluate({ object, parameters }) {
    const level = object.metadata.labels?.[enforceLabel]
    if (level === undefined) return [violation(pointer)]
    const strength = levels.indexOf(level)
    if (strength < 0) return [violation(pointer, { level }, 'unknown')]
    return strength < levels.indexOf(parameters.level) ? [violation(pointer, { level, wanted: parameters.level }, 'loose')] : []
  },
})
