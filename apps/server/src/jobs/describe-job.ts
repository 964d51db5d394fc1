import type { Job } from '@toride/contract/jobs'
import { referenceOfRow } from '../assessment/resource-reference.ts'
import type { JobRow } from './job-tables.ts'

const ended = new Set(['applied', 'rolled-back', 'failed', 'skipped'])

/** A job as the API shows it: with the items that the caller sees, and their progress. */
export function jobOf(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind as Job['kind'],
    state: row.state as Job['state'],
    check: row.check_id,
    progress: { done: row.items.filter(({ status }) => ended.has(status)).length, total: row.items.length },
    items: row.items.map((item) => ({
      resource: referenceOfRow(item),
      status: item.status as Job['items'][number]['status'],
      problem: item.problem,
    })),
    problem: row.problem,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  }
}
