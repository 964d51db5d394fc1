import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { KubernetesClient } from '@toride/sources/kubernetes/client'
import { readCluster } from '@toride/sources/kubernetes/read-cluster'
import { clientOf } from '../src/client-of.ts'
import { createObjects } from '../src/create-objects.ts'
import { manyObjects } from '../src/many-objects.ts'
import { type ControlPlane, startControlPlane } from '../src/start-control-plane.ts'

const deployments = 4000
const objects = deployments * 5
const megabyte = 1_000_000

let plane: ControlPlane
let admin: KubernetesClient

before(async () => {
  plane = await startControlPlane()
  admin = clientOf(plane.kubeconfigs.admin)
  const started = performance.now()
  await createObjects(admin, manyObjects('default', deployments))
  process.stderr.write(`created ${objects} objects in ${Math.round((performance.now() - started) / 1000)} s\n`)
})
after(async () => {
  admin.close()
  await plane.stop()
})

type Report = {
  readonly isSynced: boolean
  readonly changes: number
  readonly rssBytes: number
  readonly maxRssBytes: number
  readonly heapBytes: number
  readonly afterMs: number
}

const watcher = fileURLToPath(new URL('../src/watch-only.ts', import.meta.url))

/** Reports of a process that follows the cluster and does nothing else, until `until` is true. */
async function watched(until: (report: Report) => boolean, meanwhile: (report: Report) => void): Promise<Report> {
  const child: ChildProcess = spawn(process.execPath, [watcher, plane.kubeconfigs.admin], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise((done) => child.once('close', done))
  assert.ok(child.stdout !== null)
  let last: Report | undefined
  for await (const line of createInterface(child.stdout)) {
    last = JSON.parse(line) as Report
    meanwhile(last)
    if (until(last)) child.stdin?.end()
  }
  assert.equal(await ended, 0)
  assert.ok(last !== undefined)
  return last
}

test('20,000 objects are followed within 300 MB', async (t) => {
  let syncedAt: Report | undefined
  const report = await watched(
    ({ isSynced, afterMs }) => isSynced && afterMs > (syncedAt?.afterMs ?? 0) + 5000,
    (now) => {
      if (now.isSynced) syncedAt ??= now
    },
  )
  const peak = Math.round(report.maxRssBytes / megabyte)
  const rest = Math.round(report.rssBytes / megabyte)
  t.diagnostic(`${report.changes} changes, synced after ${syncedAt?.afterMs} ms, ${peak} MB at most, ${rest} MB at rest`)
  assert.ok(report.changes >= objects, String(report.changes))
  assert.ok(report.maxRssBytes < 300 * megabyte)
})

test('20,000 objects are read once', async (t) => {
  const started = performance.now()
  let count = 0
  for await (const item of readCluster({ client: admin, signal: new AbortController().signal })) {
    if (item.type === 'object') count++
    else assert.equal(item.type === 'kind' && item.state.status, 'synced')
  }
  t.diagnostic(`${count} objects in ${Math.round(performance.now() - started)} ms`)
  assert.ok(count >= objects)
})
