import { defineRelationCheck, notApplicable, violation } from '../../model/check.ts'
import { autoscalerKind, autoscalersOf, scaleTargetOf } from '../../workloads/autoscalers.ts'
import { replicatedKinds } from '../../workloads/replicas.ts'

/**
 * Autoscalers should scale something that exists.
 *
 * Restricted field: HorizontalPodAutoscaler spec.scaleTargetRef
 * Allowed: a workload of the namespace; kinds that are not built in, which are not looked up
 * Source: kube-linter dangling-horizontalpodautoscaler; kube-score hpa-has-target
 */
export const danglingAutoscalers = defineRelationCheck({
  id: 'dangling-autoscalers',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  kinds: [autoscalerKind],
  reads: replicatedKinds,
  affected: (changed, inventory) => autoscalersOf(inventory, changed),
  evaluate({ resource, inventory }) {
    const target = scaleTargetOf(resource)
    if (target === undefined) return [violation('/spec/scaleTargetRef', {}, 'absent')]
    if (!replicatedKinds.includes(target.kind)) return notApplicable('kind-not-known')
    if (inventory.find(target.kind, resource.namespace, target.name) !== undefined) return []
    if (!inventory.knows(target.kind, resource.namespace)) return notApplicable('kind-not-known')
    return [violation('/spec/scaleTargetRef/name', { kind: target.kind.slice(target.kind.indexOf('/') + 1), name: target.name })]
  },
})
