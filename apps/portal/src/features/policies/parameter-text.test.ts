import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linesOf, type ParameterDefinition, readParameter, writeParameter } from './parameter-text.ts'

const definition = (type: ParameterDefinition['type'], minimum: number | null = null, maximum: number | null = null) => ({
  type,
  minimum,
  maximum,
})

test('what is written is read back', () => {
  const cases: [ParameterDefinition['type'], unknown][] = [
    ['string', '500m'],
    ['integer', 5],
    ['boolean', false],
    ['strings', ['runtime/default', 'docker/default']],
    ['object', { allowedHostPaths: [{ pathPrefix: '/var' }] }],
  ]
  for (const [type, value] of cases)
    assert.deepEqual(readParameter(definition(type), writeParameter(value)), { kind: 'value', value }, type)
})

test('an empty field leaves the default', () => {
  for (const type of ['string', 'integer', 'boolean', 'strings', 'object'] as const)
    assert.deepEqual(readParameter(definition(type), ' \n'), { kind: 'unset' })
})

test('a number outside its range, half a number and broken JSON are named', () => {
  assert.deepEqual(readParameter(definition('integer', 0, 65535), '70000'), { kind: 'wrong', reason: 'range' })
  assert.deepEqual(readParameter(definition('integer'), '1.5'), { kind: 'wrong', reason: 'number' })
  assert.deepEqual(readParameter(definition('object'), '{'), { kind: 'wrong', reason: 'json' })
})

test('lines are trimmed, once each', () => {
  assert.deepEqual(linesOf(' a \n\nb\na'), ['a', 'b'])
})
