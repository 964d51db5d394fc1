import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword, isPassword } from './password.ts'

test('a password is known again, and no other one', async () => {
  const hash = await hashPassword('correct horse')
  assert.equal(await isPassword('correct horse', hash), true)
  assert.equal(await isPassword('Correct horse', hash), false)
  assert.equal(await isPassword('', hash), false)
})

test('the same password never has the same hash', async () => {
  assert.notEqual(await hashPassword('a'), await hashPassword('a'))
})

test('what looks the same on another keyboard is the same password', async () => {
  assert.equal(await isPassword('パスワード', await hashPassword('ﾊﾟｽﾜｰﾄﾞ')), true)
})

test('nobody has no password, whatever is tried', async () => {
  assert.equal(await isPassword('anything', undefined), false)
  assert.equal(await isPassword('', null), false)
  assert.equal(await isPassword('a', 'not a hash'), false)
})
