import { defineObjectCheck, healthy, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'

/**
 * CronJobs should not overlap themselves.
 *
 * Restricted field: spec.concurrencyPolicy of CronJobs
 * Allowed: Forbid, Replace; undefined means Allow
 * Source: Kubernetes documentation, CronJob, concurrency policy
 *
 * Off by default: many jobs may overlap without harm.
 */
export const cronJobConcurrency = defineObjectCheck({
  id: 'cron-job-concurrency',
  severity: 'informational',
  control: 'protect-applications-against-ddos',
  category: 'reliability',
  enabledByDefault: false,
  kinds: ['batch/CronJob'],
  maps: { mitre: ['T1499'] },
  evaluate: ({ object }) => {
    const policy = (object.spec as { readonly concurrencyPolicy?: string } | undefined)?.concurrencyPolicy ?? 'Allow'
    return policy === 'Allow' ? [violation('/spec/concurrencyPolicy')] : healthy
  },
  fix: () => [set('/spec/concurrencyPolicy', 'Forbid')],
})
