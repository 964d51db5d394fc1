import assert from 'node:assert/strict'
import { test } from 'node:test'
import { restartDelayMs } from './supervise.ts'

test('restarts get slower and end', () => {
  const delays = Array.from({ length: 12 }, (_, index) => restartDelayMs(index + 1))
  assert.deepEqual(delays, [100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000, 5000, undefined, undefined])
})
