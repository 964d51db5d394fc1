import { pointerToken } from '@toride/core/json-pointer'
import { matchesLabels, matchesSelector } from '../../inventory/label-selector.ts'
import { defineRelationCheck, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'
import type { LabelSelector } from '../../model/pod.ts'

/**
 * Selectors of workloads should match their own pods.
 *
 * Restricted field: spec.selector against spec.template.metadata.labels
 * Allowed: labels that satisfy the selector; an absent selector where the API makes one (ReplicationController, old versions)
 * Source: kube-linter mismatching-selector; Kubernetes API, apps/v1: the API server refuses anything else
 */
export const mismatchingSelectors = defineRelationCheck({
  id: 'mismatching-selectors',
  severity: 'medium',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet', '/ReplicationController'],
  reads: [],
  evaluate({ resource, pod }) {
    const selector = (resource.object.spec as { readonly selector?: LabelSelector } | undefined)?.selector
    if (pod === undefined || selector === undefined) return []
    const matches =
      resource.kind === '/ReplicationController'
        ? matchesLabels(selector as Readonly<Record<string, string>>, pod.labels)
        : matchesSelector(selector, pod.labels)
    return matches ? [] : [violation('/spec/selector')]
  },
  fix({ resource, pod }) {
    const { selector } = resource.object.spec as { readonly selector: LabelSelector }
    const wanted = resource.kind === '/ReplicationController' ? (selector as Readonly<Record<string, string>>) : selector.matchLabels
    if (pod === undefined || wanted === undefined) return undefined
    const labels = { ...pod.labels, ...wanted }
    // Expressions leave open which label would satisfy them.
    if (resource.kind !== '/ReplicationController' && !matchesSelector(selector, labels)) return undefined
    return Object.entries(wanted)
      .filter(([key, value]) => pod.labels[key] !== value)
      .map(([key, value]) => set(`${pod.templatePointer}/metadata/labels/${pointerToken(key)}`, value))
  },
})
