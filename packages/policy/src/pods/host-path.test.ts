import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isWithin, normalPath } from './host-path.ts'

const paths: readonly [string, string][] = [
  ['/', '/'],
  ['', '/'],
  ['/etc', '/etc'],
  ['/etc/', '/etc'],
  ['//etc/./kubernetes/..', '/etc'],
  ['/../..', '/'],
  ['etc', '/etc'],
  ['/.hidden', '/.hidden'],
]
for (const [path, normal] of paths) test(`${path || 'nothing'} is ${normal}`, () => assert.equal(normalPath(path), normal))

test('a folder holds what is below it, by whole names', () => {
  assert.ok(isWithin('/etc/kubernetes', '/etc'))
  assert.ok(isWithin('/etc', '/etc'))
  assert.ok(isWithin('/etc', '/'))
  assert.ok(!isWithin('/etcd', '/etc'))
})
