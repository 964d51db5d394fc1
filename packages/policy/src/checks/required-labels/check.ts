import { definePodCheck, healthy, type Violation, violation } from '../../model/check.ts'

/**
 * Pods should have the required labels.
 *
 * Required fields: metadata.labels of the pod: the keys of the parameter
 * Source: Azure Policy 46592696-4c7b-4bf3-9e45-6c2763bdc0a6; Kubernetes documentation, Recommended Labels
 *
 * Off by default: conventions differ.
 */
export const requiredLabels = definePodCheck({
  id: 'required-labels',
  severity: 'informational',
  control: 'implement-security-best-practices',
  category: 'correctness',
  enabledByDefault: false,
  maps: { azurePolicy: '46592696-4c7b-4bf3-9e45-6c2763bdc0a6' },
  parameters: { labels: { type: 'strings', default: ['app.kubernetes.io/name'] } },
  evaluate: ({ pod, parameters: { labels } }) => {
    let violations: Violation[] | undefined
    for (const label of labels) {
      if (Object.hasOwn(pod.labels, label)) continue
      violations ??= []
      violations.push(violation(`${pod.templatePointer}/metadata/labels`, { label }))
    }
    return violations ?? healthy
  },
})
