import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcomeOf, pod } from '../checks/harness.ts'
import { defineContainerCheck, definePodCheck, type PodInput, violation } from '../model/check.ts'

const metadata = { severity: 'low', control: 'remediate-security-configurations', category: 'security', maps: {} } as const
const parameters = { allowed: { type: 'strings', required: true } } as const

/** Finds every container whose name is not allowed. */
const placed = definePodCheck({
  ...metadata,
  id: 'placed',
  parameters,
  notSet: { allowed: ['*none*'] },
  prepare: ({ allowed = [] }) => allowed,
  evaluate: ({ pod: { containers }, prepared }: PodInput<typeof parameters, readonly string[]>) =>
    containers.filter(({ container }) => !prepared.includes(container.name ?? '')).map(({ pointer }) => violation(`${pointer}/name`)),
})

const unplaced = definePodCheck({
  ...metadata,
  id: 'unplaced',
  parameters,
  prepare: () => assert.fail('there is nothing to prepare'),
  evaluate: () => assert.fail('there is nothing to ask'),
})

const two = pod({
  containers: [
    { name: 'a', image: 'x:1' },
    { name: 'b', image: 'y:1' },
  ],
})

test('a required parameter that is not set is one violation where the check would find the first', () => {
  const missing = { pointer: '/spec/containers/0/name', message: 'parameter-not-set', data: { parameter: 'allowed' } }
  assert.deepEqual(outcomeOf(placed, two)?.violations, [missing])
  assert.deepEqual(outcomeOf(placed, two, { parameters: { allowed: ['*none*'] } })?.violations, [missing])
  assert.equal(outcomeOf(placed, pod({ containers: [] })), undefined)
  assert.deepEqual(
    outcomeOf(placed, two, { parameters: { allowed: ['a'] } })?.violations.map(({ pointer }) => pointer),
    ['/spec/containers/1/name'],
  )
})

test('without values that stand in, the violation is of the whole object', () => {
  assert.deepEqual(outcomeOf(unplaced, two)?.violations, [{ pointer: '', message: 'parameter-not-set', data: { parameter: 'allowed' } }])
})

test('a parameter of the wrong type is refused', () => {
  assert.throws(() => outcomeOf(placed, two, { parameters: { allowed: 'a' } }), { name: 'ParameterError', message: /^allowed / })
})

test('pod checks do not see excluded containers; a pod of nothing else is not applicable', () => {
  const options = { parameters: { allowed: [] } }
  const found = outcomeOf(placed, two, { ...options, excludedContainers: ['a'] })?.violations
  assert.deepEqual(
    found?.map(({ pointer }) => pointer),
    ['/spec/containers/1/name'],
  )
  assert.equal(outcomeOf(placed, two, { ...options, excludedContainers: ['a'], excludedImages: ['y:*'] })?.reason, 'excluded-containers')
})

test('a check that throws is unknown for itself alone', () => {
  const failing = defineContainerCheck({ ...metadata, id: 'failing', evaluate: () => assert.fail('no luck') })
  const { state, failure } = outcomeOf(failing, two) ?? {}
  assert.deepEqual({ state, failure }, { state: 'unknown', failure: 'no luck' })
})
