import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { labelSyntax } from './check.ts'

test('labels of the template count, and of a pod once', () => {
  const labels = { 'a b': 'x', 'example.com/team': 'shop and cart' }
  const workload = object('apps/v1', 'Deployment', { spec: { template: { metadata: { labels } } } })
  assert.deepEqual(failing(labelSyntax, workload), [
    '/spec/template/metadata/labels/a b',
    '/spec/template/metadata/labels/example.com~1team',
  ])
  assert.equal(failing(labelSyntax, object('v1', 'Pod', {}, { labels })).length, 2)
})
