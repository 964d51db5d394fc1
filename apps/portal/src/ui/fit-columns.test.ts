import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitColumns } from './fit-columns.ts'

const columns = [
  { id: 'name', minWidth: 200, priority: 1 },
  { id: 'severity', minWidth: 100, priority: 2 },
  { id: 'owner', minWidth: 100, priority: 3 },
  { id: 'since', minWidth: 100, priority: 3 },
]

const fitting = (width: number) => fitColumns(columns, width).map(({ id }) => id)

test('everything is shown where there is room', () => {
  assert.deepEqual(fitting(500), ['name', 'severity', 'owner', 'since'])
})

test('the least important column goes first, the rightmost of equals before the others', () => {
  assert.deepEqual(fitting(499), ['name', 'severity', 'owner'])
  assert.deepEqual(fitting(310), ['name', 'severity'])
})

test('what says which row it is stays, however narrow', () => {
  assert.deepEqual(fitting(10), ['name'])
})
