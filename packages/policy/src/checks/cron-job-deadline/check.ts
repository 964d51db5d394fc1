import { defineObjectCheck, healthy, violation } from '../../model/check.ts'

/**
 * CronJobs should have a starting deadline.
 *
 * Required field: spec.startingDeadlineSeconds of CronJobs, 10 or above
 * Source: Kubernetes documentation, CronJob, deadline for delayed Job start: below 10 seconds the controller may never see
 * the time; without a deadline it gives up after 100 missed times
 */
export const cronJobDeadline = defineObjectCheck({
  id: 'cron-job-deadline',
  severity: 'informational',
  control: 'implement-security-best-practices',
  category: 'reliability',
  kinds: ['batch/CronJob'],
  maps: {},
  evaluate: ({ object }) => {
    const seconds = (object.spec as { readonly startingDeadlineSeconds?: number } | undefined)?.startingDeadlineSeconds
    if (seconds === undefined) return [violation('/spec/startingDeadlineSeconds')]
    return seconds < 10 ? [violation('/spec/startingDeadlineSeconds', { seconds }, 'short')] : healthy
  },
})
