import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type ControlPlane, startControlPlane } from '../src/start-control-plane.ts'

let plane: ControlPlane
before(async () => {
  plane = await startControlPlane()
  await plane.kubectl(['apply', '-f', '-'], manifests)
})
after(() => plane.stop())

const manifests = `apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
      - name: cart
        image: registry.example/cart:1
        securityContext: {privileged: true}
`

type Run = { readonly code: number; readonly stdout: string; readonly stderr: string }

const bin = fileURLToPath(new URL('../../../apps/cli/bin/toride.js', import.meta.url))

function toride(...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr })
    })
  })
}

type Result = {
  readonly target: { readonly type: string; readonly server: string }
  readonly findings: readonly { readonly rule: string; readonly resource: { readonly kind: string; readonly name: string } }[]
  readonly errors: readonly { readonly code: string }[]
}

function privilegedOf({ stdout }: Run): string[] {
  const { findings } = JSON.parse(stdout) as Result
  return findings.filter(({ rule }) => rule === 'privileged-containers').map(({ resource }) => `${resource.kind}/${resource.name}`)
}

test('a live cluster is scanned: the owner is named once, not its pods', async () => {
  const run = await toride('scan', 'cluster', '--kubeconfig', plane.kubeconfigs.admin, '--format', 'json')
  assert.deepEqual(privilegedOf(run), ['Deployment/cart'])
  const { target, errors } = JSON.parse(run.stdout) as Result
  assert.deepEqual([run.code, errors, target.type, target.server], [1, [], 'cluster', plane.url])
})

test('the role that is printed is enough, and shows no Secret', async () => {
  const { stdout } = await toride('cluster', 'role')
  await plane.kubectl(['apply', '-f', '-'], stdout)
  const kubeconfig = await plane.serviceAccountKubeconfig('toride', 'toride')
  const run = await toride('scan', 'cluster', '--kubeconfig', kubeconfig, '--format', 'json')
  assert.deepEqual(privilegedOf(run), ['Deployment/cart'])
  const { errors } = JSON.parse(run.stdout) as Result
  assert.deepEqual([run.code, errors], [1, []])
  assert.match(run.stderr, /^warning: Not allowed to list secrets/)
})

test('who may read nothing is told so', async () => {
  const run = await toride('scan', 'cluster', '--kubeconfig', plane.kubeconfigs.nobody)
  assert.equal(run.code, 2)
  assert.match(run.stderr, /^error: Not allowed to list /m)
})
