import { defineObjectCheck, healthy, violation } from '../../model/check.ts'

/**
 * Jobs should be removed after they have ended.
 *
 * Required field: spec.ttlSecondsAfterFinished of Jobs that no CronJob or other controller owns
 * Source: Kubernetes documentation, Automatic Cleanup for Finished Jobs
 */
export const jobTtl = defineObjectCheck({
  id: 'job-ttl',
  severity: 'informational',
  control: 'implement-security-best-practices',
  category: 'efficiency',
  kinds: ['batch/Job'],
  maps: {},
  evaluate: ({ object }) => {
    const { metadata } = object
    if ((object.spec as { readonly ttlSecondsAfterFinished?: number } | undefined)?.ttlSecondsAfterFinished !== undefined) return healthy
    if ((metadata.ownerReferences?.length ?? 0) > 0) return healthy
    // Hooks are removed by the tool that makes them.
    for (const annotation of hooks) if (metadata.annotations?.[annotation] !== undefined) return healthy
    return [violation('/spec/ttlSecondsAfterFinished')]
  },
})

const hooks = ['helm.sh/hook', 'argocd.argoproj.io/hook']
