import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { combinedPercent, type ScoreEntry, secureScore, tallyControls } from './secure-score.ts'

test('the example of the source: 6 of 78 resources in a control of 4 points earn 0.31', () => {
  const score = secureScore(new Map([['manage-access-and-permissions', { healthy: 6, unhealthy: 72 }]]))
  assert.equal(score.current.toFixed(2), '0.31')
  assert.equal(score.controls[0]?.potentialIncrease.toFixed(2), '3.69')
})

test('a resource earns its share only when it complies with all recommendations of the control', () => {
  const entry = (resource: string, isHealthy: boolean): ScoreEntry => ({ resource, control: 'encrypt-data-in-transit', isHealthy })
  assert.deepEqual(
    tallyControls([entry('a', true), entry('a', false), entry('b', true), entry('b', true)]).get('encrypt-data-in-transit'),
    { healthy: 1, unhealthy: 1 },
  )
})

test('controls without an assessed resource are left out', () => {
  const score = secureScore(
    new Map([
      ['encrypt-data-in-transit', { healthy: 1, unhealthy: 0 }],
      ['enable-mfa', { healthy: 0, unhealthy: 0 }],
    ]),
  )
  assert.deepEqual([score.current, score.max, score.percent], [4, 4, 100])
})

test('nothing assessed is not the same as everything healthy', () => {
  assert.deepEqual(secureScore(new Map()), { current: 0, max: 0, percent: 0, controls: [] })
})

test('controls without points neither add nor take', () => {
  assert.deepEqual(secureScore(new Map([['implement-security-best-practices', { healthy: 0, unhealthy: 5 }]])).percent, 0)
})

test('environments weigh by their resources', () => {
  assert.equal(
    combinedPercent([
      { percent: 100, resources: 1 },
      { percent: 0, resources: 3 },
    ]),
    25,
  )
  assert.equal(combinedPercent([]), 0)
})

test('what is earned and what could be gained make up the maximum', () => {
  const count = fc.nat(1000)
  fc.assert(
    fc.property(count, count, (healthy, unhealthy) => {
      const { controls, percent } = secureScore(new Map([['enable-mfa', { healthy, unhealthy }]]))
      for (const { current, potentialIncrease, max } of controls) assert.ok(Math.abs(current + potentialIncrease - max) < 1e-9)
      assert.ok(percent >= 0 && percent <= 100 + 1e-9)
    }),
  )
})
