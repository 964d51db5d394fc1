import { pointerToken } from '@toride/core/json-pointer'
import { isLabelKey, isLabelValue } from '../../inventory/label-syntax.ts'
import { defineRelationCheck, type Violation, violation } from '../../model/check.ts'

type Labels = Readonly<Record<string, string>>

/**
 * Labels should be valid.
 *
 * Restricted field: metadata.labels of objects and of pod templates
 * Allowed: keys and values in the syntax of Kubernetes
 * Source: kube-score label-values; Kubernetes, "Labels and Selectors": the API server refuses the object
 */
export const labelSyntax = defineRelationCheck({
  id: 'label-syntax',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  kinds: [
    'pods',
    '/ConfigMap',
    '/Namespace',
    '/PersistentVolumeClaim',
    '/Secret',
    '/Service',
    '/ServiceAccount',
    'autoscaling/HorizontalPodAutoscaler',
    'networking.k8s.io/Ingress',
    'networking.k8s.io/NetworkPolicy',
    'policy/PodDisruptionBudget',
    'rbac.authorization.k8s.io/ClusterRole',
    'rbac.authorization.k8s.io/ClusterRoleBinding',
    'rbac.authorization.k8s.io/Role',
    'rbac.authorization.k8s.io/RoleBinding',
  ],
  reads: [],
  evaluate({ resource, pod }) {
    const found: Violation[] = []
    look(resource.object.metadata.labels, '/metadata/labels', found)
    if (pod !== undefined && pod.templatePointer !== '') look(pod.labels, `${pod.templatePointer}/metadata/labels`, found)
    return found
  },
})

function look(labels: Labels | undefined, pointer: string, found: Violation[]): void {
  for (const key in labels) {
    if (!isLabelKey(key)) found.push(violation(`${pointer}/${pointerToken(key)}`, { key }, 'key'))
    else if (!isLabelValue(labels[key] as string)) found.push(violation(`${pointer}/${pointerToken(key)}`, { key }))
  }
}
