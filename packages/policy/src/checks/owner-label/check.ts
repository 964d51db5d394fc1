import { definePodCheck, healthy, violation } from '../../model/check.ts'

/**
 * Workloads should name their owner.
 *
 * Required fields, one of them: metadata.labels or metadata.annotations of the workload: the keys of the parameter
 * Source: NSA/CISA Kubernetes Hardening Guide, audit logging and threat detection (who answers for a workload)
 *
 * Off by default: conventions differ.
 */
export const ownerLabel = definePodCheck({
  id: 'owner-label',
  severity: 'informational',
  control: 'implement-security-best-practices',
  category: 'correctness',
  enabledByDefault: false,
  maps: {},
  parameters: { keys: { type: 'strings', default: ['owner', 'team', 'app.kubernetes.io/part-of'] } },
  evaluate: ({ object: { metadata }, parameters: { keys } }) => {
    for (const key of keys) if (metadata.labels?.[key] !== undefined || metadata.annotations?.[key] !== undefined) return healthy
    return [violation('/metadata/labels', { keys: keys.join(', ') })]
  },
})
