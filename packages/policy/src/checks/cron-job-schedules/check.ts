import { defineObjectCheck, violation } from '../../model/check.ts'
import { faultOfSchedule } from '../../workloads/cron-schedule.ts'

/**
 * Schedules of CronJobs should be valid.
 *
 * Restricted field: CronJob spec.schedule
 * Allowed: five fields, macros and @every as Kubernetes reads them; time zones in spec.timeZone; days that exist
 * Source: Kubernetes, "CronJob", schedule syntax; API validation of batch/v1
 */
export const cronJobSchedules = defineObjectCheck({
  id: 'cron-job-schedules',
  severity: 'medium',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  kinds: ['batch/CronJob'],
  evaluate({ object }) {
    const { schedule = '' } = (object.spec as { readonly schedule?: string } | undefined) ?? {}
    const found = faultOfSchedule(schedule)
    return found === undefined ? [] : [violation('/spec/schedule', { part: found.part.slice(0, 100) }, found.fault)]
  },
})
