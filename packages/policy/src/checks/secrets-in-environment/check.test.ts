import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, outcomeOf, pod } from '../harness.ts'
import { secretsInEnvironment } from './check.ts'

const withEnv = (...env: { name: string; value: string }[]) => pod({ containers: [{ name: 'app', env }] })

test('the message never repeats the value', () => {
  const outcome = outcomeOf(
    secretsInEnvironment,
    withEnv({ name: 'A', value: 'redis://:hunter22@cache' }, { name: 'TOKEN', value: 'hunter22' }),
  )
  assert.ok(!JSON.stringify(outcome?.violations).includes('hunter22'))
  assert.equal(outcome?.violations.length, 2)
})

test('switches, paths and references are no secrets', () => {
  const target = withEnv(
    { name: 'REQUIRE_PASSWORD', value: 'true' },
    { name: 'API_TOKEN', value: '/run/token' },
    { name: 'SECRET', value: 'vault:a#b' },
  )
  assert.deepEqual(failing(secretsInEnvironment, target), [])
})

test('variables can be ignored by name', () => {
  const target = withEnv({ name: 'SORT_TOKEN', value: 'semicolon' })
  assert.equal(failing(secretsInEnvironment, target).length, 1)
  assert.deepEqual(failing(secretsInEnvironment, target, { parameters: { ignoredVariables: ['SORT_TOKEN'] } }), [])
})
