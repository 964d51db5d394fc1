import assert from 'node:assert/strict'
import { lstatSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { makeSocketFolder } from './socket-folder.ts'

test('however long the data folder is, the socket has a short path that only its owner can pass, always the same', async (t) => {
  const dataFolder = `/tmp/${'very long name '.repeat(20)}`
  const folder = await makeSocketFolder(dataFolder, undefined)
  t.after(() => rm(folder, { recursive: true, force: true }))
  assert.ok(Buffer.byteLength(`${folder}/.s.PGSQL.5432`) <= 107)
  assert.equal(lstatSync(folder).mode & 0o777, 0o700)
  await writeFile(join(folder, '.s.PGSQL.5432.lock'), '1\n')
  assert.equal(await makeSocketFolder(dataFolder, undefined), folder)
  assert.throws(() => lstatSync(join(folder, '.s.PGSQL.5432.lock')), { code: 'ENOENT' })
})
