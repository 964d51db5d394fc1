import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createCredentialBox, readOrMakeKey } from './credential-box.ts'

const box = createCredentialBox(randomBytes(32))

test('a secret comes out as it went in, and the stored bytes do not show it', () => {
  const sealed = box.seal('token: 秘密', 'cluster-1')
  assert.equal(box.open(sealed, 'cluster-1'), 'token: 秘密')
  assert.ok(!sealed.includes('token'))
})

test('the same secret is never stored as the same bytes', () => {
  assert.notDeepEqual(box.seal('a', 'x'), box.seal('a', 'x'))
})

test('a changed byte, another owner and another key are refused', () => {
  const sealed = box.seal('secret', 'cluster-1')
  for (let index = 0; index < sealed.length; index += 1) {
    const changed = Buffer.from(sealed)
    changed[index] = (changed[index] ?? 0) ^ 1
    assert.throws(() => box.open(changed, 'cluster-1'))
  }
  assert.throws(() => box.open(sealed, 'cluster-2'))
  assert.throws(() => createCredentialBox(randomBytes(32)).open(sealed, 'cluster-1'))
  assert.throws(() => box.open(Buffer.alloc(0), 'cluster-1'))
})

test('the key of a data folder is made once, for its owner alone', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'toride-key-'))
  t.after(() => rm(folder, { recursive: true }))
  const key = await readOrMakeKey(folder)
  assert.deepEqual(await readOrMakeKey(folder), key)
  assert.equal((await stat(join(folder, 'credentials.key'))).mode & 0o777, 0o600)
})
