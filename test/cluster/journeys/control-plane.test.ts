import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { endStaleInstances, readInstances } from '../src/instance.ts'
import { isRunning } from '../src/process-identity.ts'
import { startControlPlane } from '../src/start-control-plane.ts'

test('two control planes run side by side and leave nothing behind', async () => {
  const planes = await Promise.all([startControlPlane(), startControlPlane()])
  const folders = planes.map(({ folder }) => folder)
  const processes = readInstances()
    .filter(({ folder }) => folders.includes(folder))
    .flatMap((instance) => instance.processes)
  assert.equal(processes.length, 6)
  assert.ok(processes.every(isRunning))
  for (const { kubectl, auditLog } of planes) {
    assert.match(await kubectl(['get', 'namespaces', '-o', 'name']), /namespace\/kube-system/)
    assert.match(readFileSync(auditLog, 'utf8'), /"kind":"Event"/)
  }
  await Promise.all(planes.map(({ stop }) => stop()))
  assert.ok(!processes.some(isRunning))
  assert.ok(!folders.some((folder) => existsSync(folder)))
  assert.ok(!readInstances().some(({ folder }) => folders.includes(folder)))
})

test('what a killed test left running is ended by the next one', async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../src/start-and-wait.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [folder] = (await once(createInterface(child.stdout), 'line')) as [string]
  const instance = readInstances().find((entry) => entry.folder === folder)
  assert.ok(instance !== undefined)
  child.kill('SIGKILL')
  await once(child, 'close')
  assert.ok(instance.processes.every(isRunning))
  endStaleInstances()
  assert.ok(!existsSync(folder))
  assert.ok(!readInstances().some((entry) => entry.folder === folder))
  const deadline = Date.now() + 5000
  while (instance.processes.some(isRunning) && Date.now() < deadline) await new Promise((done) => setImmediate(done))
  assert.ok(!instance.processes.some(isRunning))
})
