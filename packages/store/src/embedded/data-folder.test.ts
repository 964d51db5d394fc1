import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Access } from './access.ts'
import { ensureData, serverEnvironment } from './data-folder.ts'
import type { Programs } from './programs.ts'

const access: Access = { kind: 'socket', socketFolder: '/nowhere', port: 5432 }
const user = { starter: 'me', runsAs: undefined }

/** Programs that fail the way that the text of a shell script says. */
async function failingPrograms(t: TestContext, script: string): Promise<{ folder: string; programs: Programs }> {
  const outer = await mkdtemp(join(tmpdir(), 'toride-data-'))
  t.after(() => rm(outer, { recursive: true, force: true }))
  const initdb = join(outer, 'initdb')
  await writeFile(initdb, script)
  await chmod(initdb, 0o700)
  const folder = join(outer, 'data')
  await mkdir(folder)
  return { folder, programs: { initdb, postgres: initdb, pgCtl: initdb, major: 18 } }
}

test('when no database can be made, the reason is told and nothing is left behind', async (t) => {
  const { folder, programs } = await failingPrograms(t, '#!/bin/sh\necho "no space left on device" >&2\nexit 1\n')
  await assert.rejects(ensureData(folder, programs, user, access), {
    code: 'database-initialise-failed',
    data: { folder, reason: 'no space left on device' },
  })
  assert.deepEqual(await readdir(folder), [])
})

test('a program that ends without a word, or that this system cannot start, is told as such', async (t) => {
  const silent = await failingPrograms(t, '#!/bin/sh\nkill -9 $$\n')
  await assert.rejects(ensureData(silent.folder, silent.programs, user, access), /initdb ended with SIGKILL/)
  const strange = await failingPrograms(t, '#!/lib/ld-of-another-system.so\n')
  await assert.rejects(ensureData(strange.folder, strange.programs, user, access), /cannot run on this system/)
})

test('what is said for hours is kept within bounds', async (t) => {
  const { folder, programs } = await failingPrograms(t, '#!/bin/sh\nhead -c 1000000 /dev/zero | tr "\\0" x >&2\nexit 1\n')
  await assert.rejects(ensureData(folder, programs, user, access), (error: Error) => error.message.length < 5000)
})

test('our environment does not redirect the server', () => {
  process.env.PGDATA = '/elsewhere'
  assert.equal(serverEnvironment().PGDATA, undefined)
  delete process.env.PGDATA
})
