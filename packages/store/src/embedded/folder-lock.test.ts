import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { lockFolder } from './folder-lock.ts'

async function emptyFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'toride lock '))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('a folder has one holder until it is released', async (t) => {
  const folder = await emptyFolder(t)
  const lock = lockFolder(folder)
  assert.throws(() => lockFolder(folder), { code: 'database-folder-in-use', data: { folder, pid: process.pid } })
  lock.release()
  lockFolder(folder).release()
})

test('a holder that has not written its name yet is unknown', async (t) => {
  const folder = await emptyFolder(t)
  const lock = lockFolder(folder)
  for (const text of ['', '{"pid":', '[]', '{"pid":"1"}', 'null']) {
    await writeFile(join(folder, 'lock.json'), text)
    assert.throws(() => lockFolder(folder), { message: `The data folder ${folder} is in use by another Toride (process unknown)` })
  }
  lock.release()
})

test('a lock that is none is told, not thrown at people as it is', async (t) => {
  const folder = await emptyFolder(t)
  await writeFile(join(folder, 'lock'), 'x'.repeat(5000))
  assert.throws(() => lockFolder(folder), { code: 'database-folder-unusable' })
  assert.throws(() => lockFolder(join(folder, 'missing')), { code: 'database-folder-unusable' })
})
