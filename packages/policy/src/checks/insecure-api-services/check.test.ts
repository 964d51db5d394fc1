import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { insecureApiServices } from './check.ts'

test('the API server itself needs no certificate', () => {
  assert.deepEqual(failing(insecureApiServices, object('apiregistration.k8s.io/v1', 'APIService', { spec: {} })), [])
})
