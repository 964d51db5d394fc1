import type { Store } from '@toride/store/open-store'
import { PgBoss } from 'pg-boss'

/** Runs jobs in the background, one at a time; what is queued survives a restart. */
export type JobQueue = { enqueue(jobId: string): Promise<void>; stop(): Promise<void> }

export type JobQueueOptions = {
  /** The connections of the application: the queue needs none of its own. */
  readonly pool: Store['pool']
  /** Does a job to its end; its result stands in the tables of jobs. */
  readonly run: (jobId: string, signal: AbortSignal) => Promise<void>
  readonly onError: (error: unknown) => void
}

const queue = 'toride-jobs'
/** A roll-out may take a quarter of an hour, and a job may have fifty of them. */
const longestJobSeconds = 20 * 3600

/** A queue in the database. A job that a stopped server has begun is not begun again: nobody knows how far it came. */
export async function createJobQueue({ pool, run, onError }: JobQueueOptions): Promise<JobQueue> {
  const stopping = new AbortController()
  const boss = new PgBoss({ db: { executeSql: (text, values) => pool.query(text, values) }, schedule: false })
  boss.on('error', onError)
  await boss.start()
  await boss.createQueue(queue, { retryLimit: 0, expireInSeconds: longestJobSeconds, deleteAfterSeconds: 3600 })
  await boss.work<{ id: string }>(queue, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async ([job]) => {
    if (job === undefined) return
    try {
      await run(job.data.id, AbortSignal.any([stopping.signal, job.signal]))
    } catch (error) {
      onError(error)
      throw error
    }
  })
  return {
    enqueue: async (id) => {
      await boss.send(queue, { id })
    },
    stop: async () => {
      stopping.abort()
      await boss.stop({ graceful: true, timeout: 5_000 })
    },
  }
}
