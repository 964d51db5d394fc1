import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing, fixed, object } from '../harness.ts'
import { mismatchingSelectors } from './check.ts'

test('the fix adds labels to a template that has none', () => {
  const target = object('apps/v1', 'DaemonSet', { spec: { selector: { matchLabels: { 'example.com/app': 'a' } }, template: {} } })
  const { template } = fixed(mismatchingSelectors, target).spec as { template: unknown }
  assert.deepEqual(template, { metadata: { labels: { 'example.com/app': 'a' } } })
})

test('expressions cannot be fixed by guessing', () => {
  const selector = { matchLabels: { app: 'app' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] }
  const target = deployment({}, { selector })
  assert.deepEqual(failing(mismatchingSelectors, target), ['/spec/selector'])
  assert.deepEqual(fixed(mismatchingSelectors, target), target)
})

test('a ReplicationController selects by plain labels', () => {
  const controller = (app: string) =>
    object('v1', 'ReplicationController', { spec: { selector: { app: 'app' }, template: { metadata: { labels: { app } } } } })
  assert.deepEqual(failing(mismatchingSelectors, controller('app')), [])
  assert.deepEqual(failing(mismatchingSelectors, controller('other')), ['/spec/selector'])
})
