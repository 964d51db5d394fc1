import { defineObjectCheck, healthy, violation } from '../../model/check.ts'
import { scheduleFault } from './schedule-fault.ts'

/**
 * CronJobs should have a schedule that works.
 *
 * Restricted field: spec.schedule of CronJobs
 * Allowed: five fields, or a shortcut such as @daily, that come true some day; the time zone stands in spec.timeZone
 * Source: Kubernetes documentation, CronJob, schedule syntax and unsupported TimeZone specification
 */
export const cronJobSchedule = defineObjectCheck({
  id: 'cron-job-schedule',
  severity: 'medium',
  control: 'implement-security-best-practices',
  category: 'correctness',
  kinds: ['batch/CronJob'],
  maps: {},
  evaluate: ({ object }) => {
    const schedule = (object.spec as { readonly schedule?: string } | undefined)?.schedule ?? ''
    const fault = scheduleFault(schedule)
    return fault === undefined ? healthy : [violation('/spec/schedule', { schedule }, fault === 'value' ? 'default' : fault)]
  },
})
