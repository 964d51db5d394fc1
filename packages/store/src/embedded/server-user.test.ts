import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountInsteadOfRoot, findServerUser, parseAccounts } from './server-user.ts'

test('accounts are read by name; lines that are none are passed over; the first of a name counts', () => {
  const text = 'root:x:0:0:root:/root:/bin/sh\n\n# comment\n+::::::\nbroken:x:one:1::/:\npg:x:70:71:::\npg:x:1:1:::\n'
  assert.deepEqual(
    [...parseAccounts(text).values()],
    [
      { name: 'root', uid: 0, gid: 0 },
      { name: 'pg', uid: 70, gid: 71 },
    ],
  )
})

test('the server runs as its starter, except that it is never root', async () => {
  const { runsAs } = await findServerUser()
  if (process.getuid?.() === 0) assert.notEqual(runsAs?.uid ?? 0, 0)
  else assert.equal(runsAs, undefined)
})

test('the account made for us goes before the one of PostgreSQL, and that before the one of everybody', () => {
  const [nobody, postgres, toride] = ['nobody:x:65534:65534:::', 'postgres:x:101:104:::', 'toride:x:900:900:::']
  assert.equal(accountInsteadOfRoot([nobody, postgres, toride].join('\n')).name, 'toride')
  assert.equal(accountInsteadOfRoot([nobody, postgres].join('\n')).name, 'postgres')
  assert.equal(accountInsteadOfRoot([nobody, 'toride:x:0:0:::'].join('\n')).name, 'nobody')
  assert.throws(() => accountInsteadOfRoot('root:x:0:0:::\n'), { code: 'database-user-unknown' })
})
