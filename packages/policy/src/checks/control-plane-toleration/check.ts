import { definePodCheck, healthy, type Violation, violation } from '../../model/check.ts'

/**
 * Workloads should not tolerate the taints of control plane nodes.
 *
 * Restricted field: spec.tolerations[*]
 * Allowed: everything but the keys node-role.kubernetes.io/control-plane and …/master, and the toleration of all taints
 * (no key, operator Exists); DaemonSets are agents of nodes and may
 * Source: Kubernetes documentation, Taints and Tolerations; kubeadm taints its control plane so
 */
export const controlPlaneToleration = definePodCheck({
  id: 'control-plane-toleration',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { nsa: 'Pod security', mitre: ['T1610'] },
  excludedNamespaces: ['kube-system'],
  evaluate: ({ spec, resource, at }) => {
    const { tolerations } = spec
    if (tolerations === undefined || resource.kind === 'apps/DaemonSet' || resource.kind === 'extensions/DaemonSet') return healthy
    if (resource.object.metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet')) return healthy
    let violations: Violation[] | undefined
    for (let index = 0; index < tolerations.length; index += 1) {
      const { key = '', operator, effect = '' } = tolerations[index] ?? {}
      if (!controlPlaneKeys.has(key) && !(key === '' && operator === 'Exists' && effect !== 'NoExecute')) continue
      violations ??= []
      violations.push(violation(at(`/tolerations/${index}`), { key }, key === '' ? 'all' : 'default'))
    }
    return violations ?? healthy
  },
})

const controlPlaneKeys = new Set(['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'])
