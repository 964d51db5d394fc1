import { definePodCheck, healthy, violation } from '../../model/check.ts'

/**
 * Replicas should be spread over nodes.
 *
 * Required fields, one of them: spec.affinity.podAntiAffinity, spec.topologySpreadConstraints; in Deployments, StatefulSets
 * and ReplicaSets with two replicas or more
 * Source: Azure Policy 34c88cd4-5d72-4dbb-bf77-12c3cafe8791
 */
export const replicaSpread = definePodCheck({
  id: 'replica-spread',
  severity: 'informational',
  control: 'implement-security-best-practices',
  category: 'reliability',
  maps: { azurePolicy: '34c88cd4-5d72-4dbb-bf77-12c3cafe8791' },
  evaluate: ({ object, resource, spec, at }) => {
    if (!replicated.has(resource.kind)) return healthy
    const replicas = (object.spec as { readonly replicas?: number } | undefined)?.replicas ?? 1
    if (replicas < 2 || (spec.topologySpreadConstraints?.length ?? 0) > 0) return healthy
    const { requiredDuringSchedulingIgnoredDuringExecution: required, preferredDuringSchedulingIgnoredDuringExecution: preferred } =
      spec.affinity?.podAntiAffinity ?? {}
    if ((required?.length ?? 0) > 0 || (preferred?.length ?? 0) > 0) return healthy
    return [violation(at('/topologySpreadConstraints'), { replicas })]
  },
})

const replicated = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet'])
