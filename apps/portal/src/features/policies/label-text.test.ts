import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readLabels, writeLabels } from './label-text.ts'

test('labels stand one a line', () => {
  assert.deepEqual(readLabels('app.kubernetes.io/name = cart\n\ntier=\n'), {
    ok: true,
    labels: { 'app.kubernetes.io/name': 'cart', tier: '' },
  })
})

test('what is written is read back', () => {
  const labels = { a: 'b', 'c.d/e': 'f-g' }
  assert.deepEqual(readLabels(writeLabels(labels)), { ok: true, labels })
})

test('the line that is no label is named', () => {
  assert.deepEqual(readLabels('a=b\nno label'), { ok: false, line: 'no label' })
})
