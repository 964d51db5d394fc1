import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { PatchOperation } from '@toride/core/json-patch'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { applyPatchToCluster, type PatchReport, type PatchRequest, previewPatch } from '@toride/sources/kubernetes/apply-patch'
import type { KubernetesClient } from '@toride/sources/kubernetes/client'
import { readOnlyRole } from '@toride/sources/kubernetes/read-only-role'
import { clientOf } from '../src/client-of.ts'
import { type PodFate, playKubelet } from '../src/kubelet-role.ts'
import { type ControlPlane, startControlPlane } from '../src/start-control-plane.ts'

let plane: ControlPlane
let admin: KubernetesClient
const stop = new AbortController()
let kubelet: Promise<void>

/** Containers that must not run as root do not start here, as with an image whose user is root; some stay pending for ever. */
function fateOf(spec: unknown): PodFate {
  const text = JSON.stringify(spec)
  if (text.includes('STAY_PENDING')) return { ready: false, reason: 'ContainerCreating', message: '' }
  const message = 'container has runAsNonRoot and image will run as root'
  return text.includes('"runAsNonRoot":true') ? { ready: false, reason: 'CreateContainerConfigError', message } : { ready: true }
}

before(async () => {
  plane = await startControlPlane()
  admin = clientOf(plane.kubeconfigs.admin)
  await plane.kubectl(['create', 'namespace', 'shop'])
  kubelet = playKubelet(admin, 'shop', fateOf, stop.signal)
})
after(async () => {
  stop.abort()
  await kubelet
  admin.close()
  await plane.stop()
})

/** Creates a deployment whose pods run. */
async function deployed(name: string, metadata: object = {}): Promise<KubernetesObject> {
  const labels = { app: name }
  const container = { name: 'main', image: `registry.example.com/${name}:1`, securityContext: { privileged: true } }
  const spec = { replicas: 2, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } }
  await plane.kubectl(
    ['apply', '-f', '-'],
    JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'shop', ...metadata }, spec }),
  )
  await plane.kubectl(['rollout', 'status', `deployment/${name}`, '--namespace=shop', '--timeout=60s'])
  return current('deployment', name)
}

async function current(kind: string, name: string): Promise<KubernetesObject> {
  return JSON.parse(await plane.kubectl(['get', kind, name, '--namespace=shop', '-o', 'json'])) as KubernetesObject
}

function requestFor(object: KubernetesObject, patch: readonly PatchOperation[], changes: Partial<PatchRequest> = {}): PatchRequest {
  const { name = '', namespace = '', uid = '', resourceVersion = '', generation } = object.metadata
  const reference = { apiVersion: object.apiVersion, kind: object.kind, namespace, name }
  return { client: admin, reference, seen: { uid, resourceVersion, generation }, patch, signal: new AbortController().signal, ...changes }
}

const container = '/spec/template/spec/containers/0'
const unprivileged: PatchOperation[] = [{ op: 'replace', path: `${container}/securityContext/privileged`, value: false }]
const nonRoot: PatchOperation[] = [{ op: 'add', path: `${container}/securityContext/runAsNonRoot`, value: true }]

const pending: PatchOperation[] = [{ op: 'add', path: `${container}/env`, value: [{ name: 'STAY_PENDING', value: '1' }] }]

function stepsOf(report: PatchReport): string[] {
  return report.steps.map(({ name, status }) => `${name} ${status}`)
}

test('a preview shows the result with the defaults of the cluster and changes nothing', async () => {
  const object = await deployed('previewed')
  const patch: PatchOperation[] = [{ op: 'add', path: `${container}/readinessProbe`, value: { httpGet: { port: 80 } } }]
  const report = await previewPatch(requestFor(object, patch))
  assert.equal(report.outcome, 'ready')
  assert.deepEqual(stepsOf(report), ['read done', 'source done', 'permission done', 'dry-run done'])
  assert.match(JSON.stringify(report.after), /"readinessProbe":\{"httpGet":\{"path":"\/","port":80,"scheme":"HTTP"\}/)
  assert.equal((await current('deployment', 'previewed')).metadata.generation, object.metadata.generation)
})

test('a fix is applied and its roll-out watched to the end', async (t) => {
  const object = await deployed('fixed')
  const told: string[] = []
  const onStep: PatchRequest['onStep'] = ({ name, status }) => told.push(`${name} ${status}`)
  const report = await applyPatchToCluster(requestFor(object, unprivileged, { onStep }))
  assert.equal(report.outcome, 'applied', report.problem?.message ?? '')
  const names = ['read', 'source', 'permission', 'dry-run', 'apply', 'roll-out']
  assert.deepEqual(
    stepsOf(report),
    names.map((name) => `${name} done`),
  )
  assert.deepEqual(
    told,
    names.flatMap((name) => [`${name} running`, `${name} done`]),
  )
  for (const step of report.steps) t.diagnostic(`${step.name}: ${(step.finishedAt?.getTime() ?? 0) - step.startedAt.getTime()} ms`)
  const now = await current('deployment', 'fixed')
  assert.match(JSON.stringify(now.spec), /"privileged":false/)
  assert.equal((now.status as { updatedReplicas?: number }).updatedReplicas, 2)
})

test('a roll-out whose containers do not start is put back, and says why', async () => {
  const object = await deployed('failing')
  const report = await applyPatchToCluster(requestFor(object, nonRoot))
  assert.equal(report.outcome, 'rolled-back')
  assert.deepEqual(stepsOf(report).slice(-3), ['apply done', 'roll-out failed', 'roll-back done'])
  assert.equal(report.problem?.code, 'fix-roll-out-failed')
  assert.match(report.problem?.message ?? '', /CreateContainerConfigError \(container has runAsNonRoot and image will run as root\)/)
  const now = await current('deployment', 'failing')
  assert.deepEqual((now.spec as { template: unknown }).template, (object.spec as { template: unknown }).template)
  assert.equal((now.status as { availableReplicas?: number }).availableReplicas, 2)
})

test('a roll-out that misses the deadline of its deployment is put back', async () => {
  const object = await deployed('slow')
  const patch: PatchOperation[] = [{ op: 'add', path: '/spec/progressDeadlineSeconds', value: 2 }, ...pending]
  const report = await applyPatchToCluster(requestFor(object, patch))
  assert.equal(report.outcome, 'rolled-back')
  assert.match(report.problem?.message ?? '', /has timed out progressing/)
  const now = await current('deployment', 'slow')
  assert.deepEqual((now.spec as { progressDeadlineSeconds: unknown }).progressDeadlineSeconds, 600)
})

test('a stateful set has no deadline of its own, and its stuck pod is replaced', async () => {
  const labels = { app: 'store' }
  const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'registry.example.com/store:1' }] } }
  const spec = { serviceName: 'store', replicas: 1, selector: { matchLabels: labels }, template }
  await plane.kubectl(
    ['apply', '-f', '-'],
    JSON.stringify({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'store', namespace: 'shop' }, spec }),
  )
  await plane.kubectl(['rollout', 'status', 'statefulset/store', '--namespace=shop', '--timeout=60s'])
  const patch: PatchOperation[] = [{ op: 'add', path: `${container}/env`, value: [{ name: 'A', value: '1' }] }]
  const applied = await applyPatchToCluster(requestFor(await current('statefulset', 'store'), patch))
  assert.equal(applied.outcome, 'applied', applied.problem?.message ?? '')
  const slow: PatchOperation[] = [{ op: 'add', path: `${container}/env/-`, value: { name: 'STAY_PENDING', value: '1' } }]
  const report = await applyPatchToCluster(requestFor(await current('statefulset', 'store'), slow, { rollOutTimeoutMs: 2000 }))
  assert.equal(report.outcome, 'rolled-back')
  assert.match(report.problem?.message ?? '', /not done after 2 s/)
  assert.deepEqual(report.steps.at(-1)?.message, '')
  assert.ok(!JSON.stringify((await current('statefulset', 'store')).spec).includes('STAY_PENDING'))
  assert.ok(!JSON.stringify((await current('pod', 'store-0')).spec).includes('STAY_PENDING'))
})

test('an object that changed since it was assessed is left alone', async () => {
  const object = await deployed('changed')
  await plane.kubectl(['set', 'env', 'deployment/changed', 'A=1', '--namespace=shop'])
  const report = await applyPatchToCluster(requestFor(object, unprivileged))
  assert.equal(report.outcome, 'refused')
  assert.equal(report.problem?.code, 'fix-object-changed')
  await plane.kubectl(['delete', 'deployment', 'changed', '--namespace=shop'])
  assert.equal((await previewPatch(requestFor(object, unprivileged))).problem?.code, 'fix-object-changed')
})

test('a newer version with the same spec is still the same object', async () => {
  const object = await deployed('labelled')
  await plane.kubectl(['label', 'deployment/labelled', 'team=shop', '--namespace=shop'])
  assert.equal((await previewPatch(requestFor(object, unprivileged))).outcome, 'ready')
})

test('what the cluster refuses is refused in the dry run, with its words', async () => {
  const object = await deployed('refused')
  const invalid = await applyPatchToCluster(requestFor(object, [{ op: 'replace', path: '/spec/replicas', value: -1 }]))
  assert.equal(invalid.outcome, 'refused')
  assert.deepEqual(stepsOf(invalid).at(-1), 'dry-run failed')
  assert.match(invalid.problem?.message ?? '', /spec\.replicas: Invalid value: -1/)
  const unknown = await previewPatch(requestFor(object, [{ op: 'add', path: `${container}/privilged`, value: true }]))
  assert.match(unknown.problem?.message ?? '', /unknown field "spec\.template\.spec\.containers\[0\]\.privilged"/)
  const nowhere = await previewPatch(requestFor(object, [{ op: 'remove', path: '/spec/none' }]))
  assert.equal(nowhere.problem?.code, 'fix-rejected')
})

test('warnings of the API server are kept', async (t) => {
  const object = await deployed('warned')
  await plane.kubectl(['label', 'namespace', 'shop', 'pod-security.kubernetes.io/warn=restricted'])
  t.after(() => plane.kubectl(['label', 'namespace', 'shop', 'pod-security.kubernetes.io/warn-']))
  const report = await previewPatch(requestFor(object, unprivileged))
  assert.equal(report.outcome, 'ready')
  assert.match(report.warnings.join(), /would violate PodSecurity "restricted:latest"/)
})

test('the template of a job cannot change, and that is said', async () => {
  await plane.kubectl(['create', 'job', 'once', '--image=registry.example.com/once:1', '--namespace=shop'])
  const patch: PatchOperation[] = [{ op: 'add', path: `${container}/securityContext`, value: { privileged: false } }]
  const report = await previewPatch(requestFor(await current('job', 'once'), patch))
  assert.equal(report.problem?.code, 'fix-rejected')
  assert.match(report.problem?.message ?? '', /immutable/)
})

test('an object that rolls nothing out is only patched', async () => {
  await plane.kubectl(['create', 'serviceaccount', 'plain', '--namespace=shop'])
  const patch: PatchOperation[] = [{ op: 'add', path: '/automountServiceAccountToken', value: false }]
  const report = await applyPatchToCluster(requestFor(await current('serviceaccount', 'plain'), patch))
  assert.equal(report.outcome, 'applied')
  assert.equal(stepsOf(report).at(-1), 'apply done')
  assert.equal((await current('serviceaccount', 'plain')).automountServiceAccountToken, false)
})

test('an object of Helm, Argo CD or Flux is left to its source', async () => {
  const labels = { 'kustomize.toolkit.fluxcd.io/name': 'apps', 'kustomize.toolkit.fluxcd.io/namespace': 'flux-system' }
  const report = await applyPatchToCluster(requestFor(await deployed('managed', { labels }), unprivileged))
  assert.equal(report.outcome, 'refused')
  assert.deepEqual(report.managedBy, { tool: 'flux', source: 'flux-system/apps' })
  assert.equal(report.problem?.message, 'apps/Deployment/shop/managed is managed by flux (flux-system/apps), which would undo the change')
})

test('without write permission nothing is tried, with the printed role it works', async () => {
  const object = await deployed('guarded')
  await plane.kubectl(['apply', '-f', '-'], readOnlyRole())
  const client = clientOf(await plane.serviceAccountKubeconfig('toride', 'toride'))
  const refused = await applyPatchToCluster(requestFor(object, unprivileged, { client }))
  assert.equal(refused.outcome, 'refused')
  assert.equal(refused.problem?.code, 'fix-not-permitted')
  await plane.kubectl(['apply', '-f', '-'], readOnlyRole({ withWrite: true }))
  const allowed = await applyPatchToCluster(requestFor(await current('deployment', 'guarded'), unprivileged, { client }))
  client.close()
  assert.equal(allowed.outcome, 'applied', allowed.problem?.message ?? '')
})

test('what somebody else changed during the roll-out is not put back', async () => {
  const object = await deployed('contended')
  let changing: Promise<unknown> = Promise.resolve()
  const onStep: PatchRequest['onStep'] = ({ name, status }) => {
    if (name !== 'roll-out' || status !== 'running') return
    changing = plane.kubectl(['set', 'env', 'deployment/contended', 'STAY_PENDING=2', '--namespace=shop'])
  }
  const report = await applyPatchToCluster(requestFor(object, pending, { onStep, rollOutTimeoutMs: 3000 }))
  await changing
  assert.equal(report.outcome, 'roll-back-failed')
  assert.match(report.problem?.message ?? '', /somebody else changed it meanwhile/)
  assert.match(JSON.stringify((await current('deployment', 'contended')).spec), /"STAY_PENDING","value":"2"/)
})

test('stopping leaves the change and says that its end was not seen', async () => {
  const object = await deployed('stopped')
  const stopping = new AbortController()
  const onStep: PatchRequest['onStep'] = ({ name, status }) => {
    if (name === 'roll-out' && status === 'running') stopping.abort()
  }
  const report = await applyPatchToCluster(requestFor(object, unprivileged, { signal: stopping.signal, onStep }))
  assert.equal(report.outcome, 'unfinished')
  assert.match(JSON.stringify((await current('deployment', 'stopped')).spec), /"privileged":false/)
})
