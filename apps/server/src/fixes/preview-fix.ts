import type { FixPreview } from '@toride/contract/fixes'
import { type Problem, problem } from '@toride/core/errors'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { type PatchReport, previewPatch } from '@toride/sources/kubernetes/apply-patch'
import { managingTool } from '@toride/sources/kubernetes/managing-tool'
import { createTwoFilesPatch } from 'diff'
import type { CallerContext, InputOf } from '../app/context.ts'
import { RequestProblem } from '../app/request-problem.ts'
import type { FollowedCluster } from '../assessment/assessor.ts'
import { unpackObject } from '../assessment/packed-object.ts'
import { referenceOfRow } from '../assessment/resource-reference.ts'
import { objectYaml } from '../assessment/yaml.ts'
import { editFile, type FileTexts } from './edit-file.ts'
import { type MadePatch, makePatch } from './make-patch.ts'
import { patchRequest } from './patch-request.ts'
import { type FixTarget, readTargets } from './queries.ts'

const longestPreviewMs = 20_000
const previewsAtOnce = 4

/** What fixing one recommendation on these resources would change. Nothing is changed: clusters are asked in a dry run. */
export async function previewFix(
  context: CallerContext,
  { check, resources }: InputOf<'previewFix'>['body'],
): Promise<{ items: FixPreview[] }> {
  const { database, visibility, assessor } = context
  if (assessor.catalogue.byId(check) === undefined) throw new RequestProblem('not-found')
  const targets = await readTargets(database, visibility, [...new Set(resources)])
  if (targets.length < new Set(resources).size) throw new RequestProblem('resource-not-found')
  const texts = new Map<string, FileTexts>()
  const items: FixPreview[] = []
  for (let start = 0; start < targets.length; start += previewsAtOnce) {
    const batch = targets.slice(start, start + previewsAtOnce)
    const cluster = (target: FixTarget) => assessor.cluster(target.cluster_id)
    // Fixes of one file build on each other, so folders take their turn one after the other.
    const isFolder = batch.some((target) => cluster(target)?.kind === 'manifests')
    if (isFolder)
      for (const target of batch) items.push(await previewOne(check, target, cluster(target), textsOf(texts, target.cluster_id)))
    else items.push(...(await Promise.all(batch.map((target) => previewOne(check, target, cluster(target), new Map())))))
  }
  // Each shows its own change; the file has them all.
  return { items: items.map((item, index) => withWholeFile(item, texts.get(targets[index]?.cluster_id ?? ''))) }
}

function textsOf(texts: Map<string, FileTexts>, clusterId: string): FileTexts {
  const found = texts.get(clusterId) ?? new Map<string, string>()
  texts.set(clusterId, found)
  return found
}

function withWholeFile(item: FixPreview, texts: FileTexts | undefined): FixPreview {
  const text = item.file === null ? undefined : texts?.get(item.file.path)
  return item.file === null || text === undefined ? item : { ...item, file: { path: item.file.path, text } }
}

async function previewOne(check: string, target: FixTarget, cluster: FollowedCluster | undefined, texts: FileTexts): Promise<FixPreview> {
  const object = unpackObject(target.object)
  const before = objectYaml(withoutStatus(object))
  const nothing: FixPreview = {
    resource: referenceOfRow(target),
    status: 'no-fix',
    problem: null,
    patch: [],
    before,
    after: before,
    diff: '',
    file: null,
    managedBy: null,
    fixedFindings: 0,
    remainingFindings: 0,
    dryRun: null,
  }
  if (cluster === undefined) return nothing
  const made = makePatch(cluster.runtime, check, object)
  if (made.patch.length === 0) return { ...nothing, status: made.remaining === 0 ? 'healthy' : 'no-fix', remainingFindings: made.remaining }
  const after = objectYaml(withoutStatus(made.after))
  const shown: FixPreview = {
    ...nothing,
    patch: [...made.patch] as FixPreview['patch'],
    after,
    diff: diffOf(`${target.kind}/${target.name}.yaml`, before, after),
    fixedFindings: made.fixed,
    remainingFindings: made.remaining,
  }
  return cluster.kind === 'manifests' ? inFile(shown, target, cluster, made, texts) : inCluster(shown, target, cluster, made)
}

async function inFile(
  shown: FixPreview,
  target: FixTarget,
  cluster: FollowedCluster,
  made: MadePatch,
  texts: FileTexts,
): Promise<FixPreview> {
  if (target.file === null) return { ...shown, status: 'no-fix' }
  const edited = await editFile(cluster.address, target.file, target.key, made.patch, texts)
  if (!edited.ok) return { ...shown, status: 'take-to-source', problem: brief(managedBy(target, `a file: ${edited.reason}`)) }
  return {
    ...shown,
    status: 'take-to-source',
    diff: diffOf(target.file, edited.before, edited.text),
    file: { path: target.file, text: edited.text },
  }
}

async function inCluster(shown: FixPreview, target: FixTarget, cluster: FollowedCluster, made: MadePatch): Promise<FixPreview> {
  const object = unpackObject(target.object)
  const tool = managingTool(object)
  if (tool !== undefined) {
    return {
      ...shown,
      status: 'take-to-source',
      problem: brief(managedBy(target, `${tool.tool} (${tool.source})`)),
      managedBy: `${tool.tool} (${tool.source})`,
    }
  }
  if (cluster.client === undefined)
    return { ...shown, status: 'refused', problem: brief(problem('cluster-unreachable', {}, { reason: 'it is not connected' })) }
  const signal = AbortSignal.timeout(longestPreviewMs)
  const report = await previewPatch(patchRequest(cluster.client, object, made.patch, signal))
  return {
    ...shown,
    status: statusOf(report),
    problem: report.problem === undefined ? null : brief(report.problem),
    dryRun: report.outcome === 'ready',
  }
}

function statusOf({ outcome, managedBy: tool, problem: reason }: PatchReport): FixPreview['status'] {
  if (outcome === 'ready') return 'ready'
  if (tool !== undefined) return 'take-to-source'
  return reason?.code === 'fix-not-permitted' ? 'not-permitted' : 'refused'
}

function managedBy({ namespace, name }: FixTarget, tool: string): Problem {
  return problem('fix-managed-elsewhere', {}, { resource: namespace === '' ? name : `${namespace}/${name}`, tool })
}

function withoutStatus({ status: _, ...object }: KubernetesObject): KubernetesObject {
  return object as KubernetesObject
}

/** A diff that `git apply` and `patch -p1` take. */
function diffOf(path: string, before: string, after: string): string {
  const name = path.replace(/^\/+/, '')
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, { context: 3 }).replace(/^=+\n/, '')
}

function brief({ code, message, hint }: Problem) {
  return { code, message, hint }
}
