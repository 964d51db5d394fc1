import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, outcomeOf } from '../harness.ts'
import { requiredLabels } from './check.ts'

test('each missing label is named at the labels of the template', () => {
  const outcome = outcomeOf(requiredLabels, deployment(), { parameters: { labels: ['app', 'team', 'tier'] } })
  assert.deepEqual(
    outcome?.violations.map(({ pointer, data }) => [pointer, data.label]),
    [
      ['/spec/template/metadata/labels', 'team'],
      ['/spec/template/metadata/labels', 'tier'],
    ],
  )
})
