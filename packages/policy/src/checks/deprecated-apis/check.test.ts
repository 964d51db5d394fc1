import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, object } from '../harness.ts'
import { deprecatedApis } from './check.ts'

test('from deprecation to removal, by the version of the target', () => {
  const target = object('batch/v1beta1', 'CronJob')
  const found = [20, 21, 24, 25].map((targetMinor) => failing(deprecatedApis, target, { targetMinor }).length)
  assert.deepEqual(found, [0, 1, 1, 0])
  assert.equal(fixed(deprecatedApis, target, { targetMinor: 22 }).apiVersion, 'batch/v1')
})
