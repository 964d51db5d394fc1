import type { Job } from '@toride/contract/jobs'
import { type Problem, problem } from '@toride/core/errors'
import { applyPatchToCluster, type PatchOutcome } from '@toride/sources/kubernetes/apply-patch'
import type { CallerContext, InputOf, Services } from '../app/context.ts'
import { actorName, change } from '../app/record-change.ts'
import { RequestProblem } from '../app/request-problem.ts'
import { storedProblem } from '../assessment/assessor.ts'
import { unpackObject } from '../assessment/packed-object.ts'
import { jobOf } from '../jobs/describe-job.ts'
import { beginJob, endJob, insertJob, type JobItemRow, readJob, readJobItems, setItem } from '../jobs/job-tables.ts'
import { publishChange } from '../live/publish-change.ts'
import { makePatch } from './make-patch.ts'
import { patchRequest } from './patch-request.ts'
import { readTarget, readTargets } from './queries.ts'

/** Puts the fix into the queue; what becomes of it is told by the job. */
export async function applyFix(context: CallerContext, { check, resources }: InputOf<'applyFix'>['body']): Promise<Job> {
  const { database, visibility, assessor, jobs } = context
  if (assessor.catalogue.byId(check) === undefined) throw new RequestProblem('not-found')
  const targets = await readTargets(database, visibility, [...new Set(resources)])
  if (targets.length < new Set(resources).size) throw new RequestProblem('resource-not-found')
  const [first] = targets
  const id = await change(context, ['jobs'], async (transaction) => {
    const made = await insertJob(transaction, { kind: 'apply-fix', check_id: check, created_by: actorName(context.principal) }, targets)
    const named = targets.map(({ kind, namespace, name }) => ({ kind, namespace, name }))
    const target = { kind: 'job', id: made, name: check }
    return {
      result: made,
      change: { action: 'fix.apply', target, after: { check, resources: named } },
      ...(first && { environment: first.environment_id, cluster: first.cluster_id }),
    }
  })
  await jobs.enqueue(id)
  const job = await readJob(database, visibility, id)
  if (job === undefined) throw new RequestProblem('not-found')
  return jobOf(job)
}

/** Does a job: one resource after the other, each watched until its pods run or its former template is back. */
export async function runFixJob(services: Services, jobId: string, signal: AbortSignal): Promise<void> {
  const { database } = services.store
  const check = await beginJob(database, jobId, services.now())
  if (check === undefined) return
  for (const item of await readJobItems(database, jobId)) {
    if (signal.aborted) return
    await tell(services, item, 'running', undefined, jobId)
    const ended = await fixOne(services, check, item, signal)
    await tell(services, item, ended.status, ended.problem, jobId)
  }
  await endJob(database, jobId, services.now())
  await tellJob(services, jobId)
}

type Ended = { readonly status: 'applied' | 'rolled-back' | 'failed' | 'skipped'; readonly problem: Problem | undefined }

async function fixOne(services: Services, check: string, item: JobItemRow, signal: AbortSignal): Promise<Ended> {
  const target = await readTarget(services.store.database, item.resource_id)
  const cluster = services.assessor.cluster(item.cluster_id)
  if (target === undefined || cluster === undefined) return { status: 'failed', problem: problem('resource-not-found', {}) }
  const name = item.namespace === '' ? item.name : `${item.namespace}/${item.name}`
  if (cluster.kind === 'manifests') {
    return { status: 'skipped', problem: problem('fix-managed-elsewhere', {}, { resource: name, tool: 'the file that it stands in' }) }
  }
  if (cluster.client === undefined)
    return { status: 'failed', problem: problem('cluster-unreachable', {}, { reason: 'it is not connected' }) }
  const object = unpackObject(target.object)
  const { patch } = makePatch(cluster.runtime, check, object)
  if (patch.length === 0) return { status: 'skipped', problem: undefined }
  try {
    const report = await applyPatchToCluster(patchRequest(cluster.client, object, patch, signal))
    return { status: endedAs[report.outcome], problem: report.problem }
  } catch (error) {
    return {
      status: 'failed',
      problem: problem('cluster-unreachable', {}, { reason: error instanceof Error ? error.message : String(error) }),
    }
  }
}

const endedAs: Readonly<Record<PatchOutcome, Ended['status']>> = {
  ready: 'failed',
  applied: 'applied',
  refused: 'failed',
  'rolled-back': 'rolled-back',
  'roll-back-failed': 'failed',
  unfinished: 'applied',
}

async function tell(services: Services, item: JobItemRow, status: string, reason: Problem | undefined, jobId: string): Promise<void> {
  await services.store.database.transaction().execute(async (transaction) => {
    await setItem(transaction, jobId, item.position, status, reason === undefined ? null : storedProblem(reason))
    const place = { environment: item.environment_id, cluster: item.cluster_id, namespaces: [item.namespace], user: null }
    await publishChange(transaction, { topics: ['jobs'], ...place })
  })
}

async function tellJob({ store }: Services, jobId: string): Promise<void> {
  for (const { environment_id, cluster_id, namespace } of await readJobItems(store.database, jobId)) {
    const place = { environment: environment_id, cluster: cluster_id, namespaces: [namespace], user: null }
    await publishChange(store.database, { topics: ['jobs'], ...place })
  }
}
