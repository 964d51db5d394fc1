import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kindsWithLifecycle, lifecycleOf, newestMinor, safeReplacement } from './api-lifecycle.ts'

test('knows what was removed when, by group, version and kind', () => {
  assert.deepEqual(lifecycleOf('extensions/v1beta1', 'Ingress'), { deprecated: 14, removed: 22, replacement: 'networking.k8s.io/v1' })
  assert.deepEqual(lifecycleOf('policy/v1beta1', 'PodSecurityPolicy'), { deprecated: 21, removed: 25 })
  assert.equal(lifecycleOf('apps/v1', 'Deployment'), undefined)
  assert.equal(lifecycleOf('apps/v1beta1', '__proto__'), undefined)
})

test('a replacement is safe when only the version changes', () => {
  assert.equal(safeReplacement('batch/v1beta1', 'CronJob'), 'batch/v1')
  assert.equal(safeReplacement('networking.k8s.io/v1beta1', 'Ingress'), undefined)
  assert.equal(safeReplacement('policy/v1beta1', 'PodSecurityPolicy'), undefined)
})

test('names each kind once', () => {
  assert.equal(new Set(kindsWithLifecycle).size, kindsWithLifecycle.length)
  assert.ok(kindsWithLifecycle.includes('extensions/Ingress'))
  assert.ok(newestMinor >= 37)
})
