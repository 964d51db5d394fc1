import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSlots } from './slots.ts'

test('no more tasks run at once than there are slots, in the order in which they came', async () => {
  const slots = createSlots(2)
  const started: number[] = []
  let running = 0
  let most = 0
  const tasks = Array.from({ length: 6 }, (_, index) =>
    slots.run(async () => {
      started.push(index)
      most = Math.max(most, ++running)
      await new Promise((done) => setImmediate(done))
      running--
      return index
    }),
  )
  assert.deepEqual(await Promise.all(tasks), [0, 1, 2, 3, 4, 5])
  assert.deepEqual(started, [0, 1, 2, 3, 4, 5])
  assert.equal(most, 2)
})

test('a task that fails gives its slot back', async () => {
  const slots = createSlots(1)
  await assert.rejects(
    slots.run(() => Promise.reject(new Error('broken'))),
    /broken/,
  )
  assert.equal(await slots.run(async () => 1), 1)
})
