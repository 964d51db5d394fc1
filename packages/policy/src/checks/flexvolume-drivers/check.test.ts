import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { flexvolumeDrivers } from './check.ts'

test('drivers of the parameter are allowed, one without a name never', () => {
  const target = pod({ volumes: [{ flexVolume: { driver: 'example/nfs' } }, { flexVolume: {} }] })
  assert.deepEqual(failing(flexvolumeDrivers, target, { parameters: { allowedDrivers: ['example/nfs'] } }), [
    '/spec/volumes/1/flexVolume/driver',
  ])
})
