import { type Problem, problem } from '@toride/core/errors'
import { isDeepEqual, type PatchOperation } from '@toride/core/json-patch'
import { valueAt } from '@toride/core/json-pointer'
import { type KubernetesObject, type ResourceReference, resourceKey } from '@toride/core/kubernetes-object'
import { type ApiFailure, type ApiResult, problemOfFailure } from './api-failure.ts'
import { type ApiResource, resourceName, resourcePath } from './api-resource.ts'
import { type KubernetesClient, requestJson, requestJsonWithWarnings } from './client.ts'
import { findResource } from './discovery.ts'
import { inversePatch } from './inverse-patch.ts'
import { type ManagingTool, managingTool } from './managing-tool.ts'
import { objectOf } from './object-stream.ts'
import { podFailure, rollOutState } from './roll-out.ts'
import { systemTiming, type Timing } from './timing.ts'

export type PatchRequest = {
  readonly client: KubernetesClient
  readonly reference: ResourceReference
  /** The object as it was when the patch was made: one that has changed since is left alone. */
  readonly seen: { readonly uid: string; readonly resourceVersion: string; readonly generation?: number | undefined }
  readonly patch: readonly PatchOperation[]
  /** Stops watching. A change that was made stays made; the outcome is then `unfinished`. */
  readonly signal: AbortSignal
  /** Told each step when it begins and again when it ends. */
  readonly onStep?: (step: PatchStep) => void
  /** How long a roll-out may take; by default a little longer than the deadline of the Deployment, or 15 minutes. */
  readonly rollOutTimeoutMs?: number
  readonly timing?: Timing
}

export type PatchStepName = 'read' | 'source' | 'permission' | 'dry-run' | 'apply' | 'roll-out' | 'roll-back'

export type PatchStep = {
  readonly name: PatchStepName
  readonly status: 'running' | 'done' | 'failed'
  readonly startedAt: Date
  readonly finishedAt: Date | undefined
  /** What the cluster said about it; empty when there is nothing to say. */
  readonly message: string
}

/**
 * - `ready`: the cluster would take the patch (preview only)
 * - `applied`: it did, and what had to be rolled out was
 * - `refused`: nothing was changed; `problem` says why
 * - `rolled-back`: the roll-out failed and the former template is back
 * - `roll-back-failed`: the roll-out failed and the patch is still there
 * - `unfinished`: the patch is applied, and how its roll-out ended was not seen
 */
export type PatchOutcome = 'ready' | 'applied' | 'refused' | 'rolled-back' | 'roll-back-failed' | 'unfinished'

export type PatchReport = {
  readonly outcome: PatchOutcome
  readonly problem: Problem | undefined
  /** Set when the object is managed elsewhere: the patch belongs into its source. */
  readonly managedBy: ManagingTool | undefined
  readonly before: KubernetesObject | undefined
  /** As the cluster stores it, or would: with its defaults. */
  readonly after: KubernetesObject | undefined
  /** What the API server warned about. */
  readonly warnings: readonly string[]
  readonly steps: readonly PatchStep[]
}

const patchAttempts = 5
const pollMs = { first: 300, most: 3000 }
const defaultTimeoutMs = 900_000
const rollBackTimeoutMs = 120_000

/** Asks the cluster whether it would take a patch, without changing anything: who manages the object, permission, server-side dry run. */
export async function previewPatch(request: PatchRequest): Promise<PatchReport> {
  const run = startRun(request)
  const prepared = await prepare(request, run)
  return prepared.ok
    ? run.report('ready', { before: prepared.before, after: prepared.after, warnings: prepared.warnings })
    : prepared.report
}

/**
 * Patches an object in the cluster after a dry run, waits for the roll-out, and puts the former template back when it
 * fails. Every end is a value: see `PatchOutcome`.
 */
export async function applyPatchToCluster(request: PatchRequest): Promise<PatchReport> {
  const run = startRun(request)
  const prepared = await prepare(request, run)
  if (!prepared.ok) return prepared.report
  const { resource, before } = prepared
  const podsBefore = new Set((await podsOf(request, before)).map((pod) => pod.metadata.uid))

  const apply = run.begin('apply')
  const applied = await sendPatch(request, resource, before, request.patch, false)
  if (!applied.ok) return apply.refuse(applied.problem, { before })
  const { object: after, warnings } = applied
  const facts = { before, after, warnings: [...new Set([...prepared.warnings, ...warnings])] }
  apply.end('done')
  if (isDeepEqual(valueAt(before, '/spec/template'), valueAt(after, '/spec/template'))) return run.report('applied', facts)

  const rollOut = run.begin('roll-out')
  const ended = await waitForRollOut(request, resource, after, podsBefore, request.rollOutTimeoutMs ?? timeoutOf(after))
  if (ended.status === 'stopped') {
    rollOut.end('failed', ended.message)
    return run.report('unfinished', facts)
  }
  rollOut.end(ended.status === 'complete' ? 'done' : 'failed', ended.message)
  if (ended.status === 'complete') return run.report('applied', facts)

  const rollBack = run.begin('roll-back')
  const undone = await undo(request, resource, before, after)
  rollBack.end(undone.ok ? 'done' : 'failed', undone.message)
  if (!undone.ok) {
    const broken = problem('fix-roll-back-failed', {}, { resource: nameOf(request.reference), reason: undone.message })
    return run.report('roll-back-failed', { ...facts, problem: broken })
  }
  const reason = problem('fix-roll-out-failed', {}, { resource: nameOf(request.reference), reason: ended.message })
  return run.report('rolled-back', { ...facts, problem: reason })
}

type Prepared =
  | {
      readonly ok: true
      readonly resource: ApiResource
      readonly before: KubernetesObject
      readonly after: KubernetesObject
      readonly warnings: readonly string[]
    }
  | { readonly ok: false; readonly report: PatchReport }

async function prepare(request: PatchRequest, run: Run): Promise<Prepared> {
  const { client, reference, signal } = request
  const refused = (report: PatchReport): Prepared => ({ ok: false, report })
  const read = run.begin('read')
  const resource = await findResource(client, reference.apiVersion, reference.kind, signal)
  if (!resource.ok) return refused(read.refuse(problemOfFailure(resource.failure, nameOf(reference))))
  if (resource.value === undefined) return refused(read.refuse(changed(reference)))
  const found = await readObject(request, resource.value)
  if (!found.ok) {
    const isGone = found.failure.reason === 'not-found'
    return refused(read.refuse(isGone ? changed(reference) : problemOfFailure(found.failure, resourceName(resource.value))))
  }
  const before = found.value
  if (!isAsSeen(before, request.seen)) return refused(read.refuse(changed(reference), { before }))
  read.end('done')

  const source = run.begin('source')
  const tool = managingTool(before)
  if (tool !== undefined) {
    const managed = problem('fix-managed-elsewhere', {}, { resource: nameOf(reference), tool: `${tool.tool} (${tool.source})` })
    return refused(source.refuse(managed, { before, managedBy: tool }))
  }
  source.end('done')

  const permission = run.begin('permission')
  const allowed = await mayPatch(request, resource.value)
  if (!allowed.ok) return refused(permission.refuse(problemOfFailure(allowed.failure, 'permissions'), { before }))
  if (!allowed.value) return refused(permission.refuse(problem('fix-not-permitted', {}, { resource: nameOf(reference) }), { before }))
  permission.end('done')

  const dryRun = run.begin('dry-run')
  const tried = await sendPatch(request, resource.value, before, request.patch, true)
  if (!tried.ok) return refused(dryRun.refuse(tried.problem, { before }))
  dryRun.end('done', tried.warnings.join('; '))
  return { ok: true, resource: resource.value, before, after: tried.object, warnings: tried.warnings }
}

/** A spec has a generation; objects without one are told by every change of theirs. */
function isAsSeen(object: KubernetesObject, seen: PatchRequest['seen']): boolean {
  if (object.metadata.uid !== seen.uid) return false
  if (object.metadata.resourceVersion === seen.resourceVersion) return true
  return seen.generation !== undefined && object.metadata.generation === seen.generation
}

async function mayPatch(request: PatchRequest, resource: ApiResource): Promise<ApiResult<boolean>> {
  const { namespace, name } = request.reference
  const resourceAttributes = {
    group: resource.group,
    resource: resource.name,
    verb: 'patch',
    name,
    ...(namespace === undefined ? {} : { namespace }),
  }
  const answered = await requestJson(request.client, {
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes } },
    signal: request.signal,
  })
  if (!answered.ok) return answered
  return { ok: true, value: valueAt(answered.value, '/status/allowed') === true }
}

type Sent =
  | { readonly ok: true; readonly object: KubernetesObject; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problem: Problem }

/**
 * Sends a patch that applies to exactly the object that was read. Controllers write status all the time, so a version that is newer with
 * the same spec is read again.
 */
async function sendPatch(
  request: PatchRequest,
  resource: ApiResource,
  base: KubernetesObject,
  patch: readonly PatchOperation[],
  isDryRun: boolean,
): Promise<Sent> {
  const { reference, client, signal } = request
  const rejected = (reason: string): Sent => ({ ok: false, problem: problem('fix-rejected', {}, { resource: nameOf(reference), reason }) })
  let current = base
  let last: ApiFailure | undefined
  for (let attempt = 0; attempt < patchAttempts; attempt++) {
    const { uid = '', resourceVersion = '' } = current.metadata
    const guards: PatchOperation[] = [
      { op: 'test', path: '/metadata/uid', value: uid },
      { op: 'test', path: '/metadata/resourceVersion', value: resourceVersion },
    ]
    const answered = await requestJsonWithWarnings(client, {
      method: 'PATCH',
      path: resourcePath(resource, reference.namespace, reference.name),
      query: { fieldManager: 'toride', fieldValidation: 'Strict', dryRun: isDryRun ? 'All' : undefined },
      contentType: 'application/json-patch+json',
      body: [...guards, ...patch],
      signal,
    })
    if (answered.ok) {
      const object = objectOf(answered.value.document, reference.apiVersion, reference.kind)
      return object === undefined ? rejected('it answered without the object') : { ok: true, object, warnings: answered.value.warnings }
    }
    last = answered.failure
    if (last.reason !== 'conflict' && last.reason !== 'invalid') {
      const isRefusal = last.reason === 'forbidden' || last.status >= 400
      return isRefusal ? rejected(last.message) : { ok: false, problem: problemOfFailure(last, nameOf(reference)) }
    }
    const now = await readObject(request, resource)
    if (!now.ok)
      return {
        ok: false,
        problem: now.failure.reason === 'not-found' ? changed(reference) : problemOfFailure(now.failure, nameOf(reference)),
      }
    if (now.value.metadata.resourceVersion === resourceVersion) return rejected(last.message)
    const { generation } = current.metadata
    if (!isAsSeen(now.value, { uid, resourceVersion, generation })) return { ok: false, problem: changed(reference) }
    current = now.value
  }
  return rejected(last?.message ?? 'it changes too fast')
}

async function readObject(request: PatchRequest, resource: ApiResource): Promise<ApiResult<KubernetesObject>> {
  const { apiVersion, kind, namespace, name } = request.reference
  const answered = await requestJson(request.client, { path: resourcePath(resource, namespace, name), signal: request.signal })
  if (!answered.ok) return answered
  const object = objectOf(answered.value, apiVersion, kind)
  if (object !== undefined) return { ok: true, value: object }
  return {
    ok: false,
    failure: { reason: 'bad-answer', status: 200, message: 'not an object', retryAfterMs: undefined, continueToken: undefined },
  }
}

type RollOutEnd = { readonly status: 'complete' | 'failed' | 'stopped'; readonly message: string }

async function waitForRollOut(
  request: PatchRequest,
  resource: ApiResource,
  applied: KubernetesObject,
  podsBefore: ReadonlySet<string | undefined>,
  timeoutMs: number,
): Promise<RollOutEnd> {
  const timing = request.timing ?? systemTiming
  const deadline = timing.now().getTime() + timeoutMs
  let message = ''
  for (let waitMs = pollMs.first; ; waitMs = Math.min(waitMs * 1.5, pollMs.most)) {
    const found = await readObject(request, resource)
    if (request.signal.aborted) return { status: 'stopped', message: 'it was not watched to its end' }
    if (found.ok) {
      if (found.value.metadata.uid !== applied.metadata.uid) return { status: 'stopped', message: 'the object was deleted meanwhile' }
      const state = rollOutState(found.value)
      if (state.status === 'complete') return { status: 'complete', message: '' }
      if (state.status === 'failed') return state
      const broken = (await podsOf(request, applied)).filter((pod) => !podsBefore.has(pod.metadata.uid)).map(podFailure)
      const failure = broken.find((reason) => reason !== undefined)
      if (failure !== undefined) return { status: 'failed', message: failure }
      message = state.message
    } else if (found.failure.reason === 'not-found') return { status: 'stopped', message: 'the object was deleted meanwhile' }
    else message = found.failure.message
    if (timing.now().getTime() > deadline)
      return { status: 'failed', message: `not done after ${Math.round(timeoutMs / 1000)} s: ${message}` }
    await timing.wait(waitMs, request.signal)
  }
}

/** The pods that a workload's selector finds; none when it has no selector or they may not be read. */
async function podsOf(request: PatchRequest, object: KubernetesObject): Promise<KubernetesObject[]> {
  const labelSelector = selectorText(valueAt(object, '/spec/selector'))
  const { namespace } = request.reference
  if (labelSelector === undefined || namespace === undefined) return []
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`
  const answered = await requestJson(request.client, { path, query: { labelSelector, limit: '500' }, signal: request.signal })
  if (!answered.ok || !Array.isArray(answered.value.items)) return []
  return answered.value.items.flatMap((item) => objectOf(item, 'v1', 'Pod') ?? [])
}

function selectorText(selector: unknown): string | undefined {
  const labels = valueAt(selector, '/matchLabels')
  const expressions = valueAt(selector, '/matchExpressions')
  const parts = labels !== null && typeof labels === 'object' ? Object.entries(labels).map(([key, value]) => `${key}=${String(value)}`) : []
  for (const expression of Array.isArray(expressions) ? expressions : []) {
    const { key, operator, values } = expression as {
      readonly key?: string
      readonly operator?: string
      readonly values?: readonly string[]
    }
    const set = `(${(values ?? []).join(',')})`
    if (operator === 'In') parts.push(`${key} in ${set}`)
    else if (operator === 'NotIn') parts.push(`${key} notin ${set}`)
    else parts.push(operator === 'Exists' ? `${key}` : `!${key}`)
  }
  return parts.length === 0 ? undefined : parts.join(',')
}

function timeoutOf(object: KubernetesObject): number {
  const seconds = valueAt(object, '/spec/progressDeadlineSeconds')
  return typeof seconds === 'number' ? Math.min((seconds + 30) * 1000, defaultTimeoutMs) : defaultTimeoutMs
}

type Undone = { readonly ok: boolean; readonly message: string }

/** Puts back what the patch changed, provided that it is still as the patch left it, and verifies that the template is the former one. */
async function undo(request: PatchRequest, resource: ApiResource, before: KubernetesObject, after: KubernetesObject): Promise<Undone> {
  const inverse = inversePatch(before, request.patch)
  if (inverse === undefined) return { ok: false, message: 'the patch cannot be turned round' }
  const found = await readObject(request, resource)
  if (!found.ok) return { ok: false, message: found.failure.message }
  const isUntouched = inverse.every(({ path }) => isDeepEqual(valueAt(found.value, path), valueAt(after, path)))
  if (found.value.metadata.uid !== after.metadata.uid || !isUntouched) return { ok: false, message: 'somebody else changed it meanwhile' }
  const sent = await sendPatch(request, resource, found.value, inverse, false)
  if (!sent.ok) return { ok: false, message: sent.problem.message }
  const isFormer = isDeepEqual(valueAt(sent.object, '/spec/template'), valueAt(before, '/spec/template'))
  if (!isFormer) return { ok: false, message: 'its template is not the former one' }
  const stuck = await removeStuckPods(request, found.value)
  if (stuck !== undefined) return { ok: true, message: stuck }
  const ended = await waitForRollOut(request, resource, sent.object, new Set(), rollBackTimeoutMs)
  return { ok: true, message: ended.status === 'failed' ? `the former template is back; its pods are not: ${ended.message}` : '' }
}

/**
 * Deletes the pods that a StatefulSet made from the template that was taken back and that never became ready: its controller
 * waits for them for ever. See "Forced rollback" in the Kubernetes documentation of StatefulSets. Returns what a person has to do, if
 * anything.
 */
async function removeStuckPods(request: PatchRequest, failed: KubernetesObject): Promise<string | undefined> {
  if (failed.kind !== 'StatefulSet') return undefined
  const revision = valueAt(failed, '/status/updateRevision')
  const stuck = (await podsOf(request, failed)).filter((pod) => {
    const conditions = valueAt(pod, '/status/conditions')
    const isReady = Array.isArray(conditions) && conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
    return pod.metadata.labels?.['controller-revision-hash'] === revision && !isReady
  })
  for (const { metadata } of stuck) {
    const path = `/api/v1/namespaces/${encodeURIComponent(metadata.namespace ?? '')}/pods/${encodeURIComponent(metadata.name ?? '')}`
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid: metadata.uid } }
    const deleted = await requestJson(request.client, { method: 'DELETE', path, body, signal: request.signal })
    const isGone = deleted.ok || deleted.failure.reason === 'not-found' || deleted.failure.reason === 'conflict'
    if (!isGone)
      return `the former template is back; delete the pod ${metadata.name ?? ''}, which keeps the failed one: ${deleted.failure.message}`
  }
  return undefined
}

function changed(reference: ResourceReference): Problem {
  return problem('fix-object-changed', {}, { resource: nameOf(reference) })
}

function nameOf(reference: ResourceReference): string {
  return resourceKey(reference).replace(/^\//, '')
}

type Facts = { readonly [K in 'problem' | 'managedBy' | 'before' | 'after']?: PatchReport[K] } & { readonly warnings?: readonly string[] }

type RunningStep = {
  end(status: 'done' | 'failed', message?: string): void
  /** Ends the step and the whole run: nothing was changed. */
  refuse(reason: Problem, facts?: Facts): PatchReport
}

type Run = { begin(name: PatchStepName): RunningStep; report(outcome: PatchOutcome, facts?: Facts): PatchReport }

function startRun(request: PatchRequest): Run {
  const timing = request.timing ?? systemTiming
  const steps: PatchStep[] = []
  const report = (outcome: PatchOutcome, facts: Facts = {}): PatchReport => ({
    outcome,
    problem: facts.problem,
    managedBy: facts.managedBy,
    before: facts.before,
    after: facts.after,
    warnings: facts.warnings ?? [],
    steps,
  })
  return {
    report,
    begin: (name) => {
      const index = steps.length
      const startedAt = timing.now()
      const put = (step: PatchStep): void => {
        steps[index] = step
        request.onStep?.(step)
      }
      put({ name, status: 'running', startedAt, finishedAt: undefined, message: '' })
      const end = (status: 'done' | 'failed', message = ''): void => put({ name, status, startedAt, finishedAt: timing.now(), message })
      return {
        end,
        refuse: (reason, facts = {}) => {
          end('failed', reason.message)
          return report('refused', { ...facts, problem: reason })
        },
      }
    },
  }
}
