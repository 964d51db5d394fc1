import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Container } from '../../model/pod.ts'
import { failing, fixed, outcomeOf, pod } from '../harness.ts'
import { containerResourceLimits } from './check.ts'

const limited = (limits: Record<string, string | number>, more: Container = {}) =>
  pod({ containers: [{ name: 'app', resources: { limits }, ...more }] })
const messages = (target: ReturnType<typeof pod>, options = {}) =>
  outcomeOf(containerResourceLimits, target, options)?.violations.map(({ message, data }) => `${message} ${data.resource ?? ''}`.trim()) ??
  []

for (const profile of ['toride', 'defender'] as const) {
  test(`${profile}: no resources, no limits and empty limits are one fault of the container`, () => {
    for (const container of [
      {},
      { resources: {} },
      { resources: { limits: {} } },
      { resources: { requests: { cpu: 1, memory: '1Gi' } } },
    ]) {
      const found = failing(containerResourceLimits, pod({ containers: [container] }), { profile })
      assert.deepEqual(found, ['/spec/containers/0/resources/limits'])
    }
  })

  test(`${profile}: one limit that is missing or empty`, () => {
    assert.deepEqual(failing(containerResourceLimits, limited({ cpu: '1' }), { profile }), ['/spec/containers/0/resources/limits/memory'])
    assert.deepEqual(messages(limited({ cpu: '', memory: '1Gi' }), { profile }), ['missing cpu'])
  })

  test(`${profile}: each resource has its own maximum, which a limit may reach`, () => {
    const parameters = { cpuLimit: '2', memoryLimit: '4Gi' }
    assert.deepEqual(messages(limited({ cpu: '2000m', memory: '4096Mi' }), { profile, parameters }), [])
    assert.deepEqual(messages(limited({ cpu: '2001m', memory: '5G' }), { profile, parameters }), ['too-high cpu', 'too-high memory'])
  })

  test(`${profile}: init containers count, ephemeral ones cannot have resources`, () => {
    const target = pod({
      containers: [],
      initContainers: [{ name: 'init' }, { name: 'side', restartPolicy: 'Always' }],
      ephemeralContainers: [{}],
    })
    assert.deepEqual(failing(containerResourceLimits, target, { profile }), [
      '/spec/initContainers/0/resources/limits',
      '/spec/initContainers/1/resources/limits',
    ])
  })

  test(`${profile}: a maximum that is no quantity above zero is refused`, () => {
    for (const cpuLimit of ['much', '', '0', '-1'])
      assert.throws(() => failing(containerResourceLimits, pod(), { profile, parameters: { cpuLimit } }), {
        name: 'ParameterError',
        message: /cpuLimit/,
      })
  })
}

test('toride reads every quantity of Kubernetes', () => {
  for (const cpu of ['0.5', '1.5', '1e-1', 0.5, 2, '500000u', '.5'])
    assert.deepEqual(messages(limited({ cpu, memory: '1Gi' })), [], String(cpu))
  for (const memory of ['1.5Gi', '128974848', 128974848, '1e9', '129M', '123400k', '1000m'])
    assert.deepEqual(messages(limited({ cpu: '1', memory })), [], String(memory))
})

test('toride takes zero for no limit and refuses what is no quantity', () => {
  assert.deepEqual(messages(limited({ cpu: '0', memory: 0 })), ['default'])
  assert.deepEqual(messages(limited({ cpu: '0m', memory: '1Gi' })), ['missing cpu'])
  assert.deepEqual(messages(limited({ cpu: '-1', memory: '1 Gi' })), ['unreadable cpu', 'unreadable memory'])
})

test('toride counts a limit of the pod, and compares it with the maximum', () => {
  const target = pod({ resources: { limits: { cpu: '2', memory: '1Gi' } } })
  assert.deepEqual(messages(target), [])
  assert.deepEqual(messages(target, { parameters: { cpuLimit: '1' } }), ['too-high cpu'])
  assert.deepEqual(messages(target, { profile: 'defender' }), ['default'])
})

test('defender cannot read decimals in texts nor lower-case suffixes', () => {
  const defender = { profile: 'defender' } as const
  for (const cpu of ['100m', '2', 2, 0.5]) assert.deepEqual(messages(limited({ cpu, memory: '1Gi' }), defender), [], String(cpu))
  for (const cpu of ['0.5', '1e3', '1k', '500u', 'x'])
    assert.deepEqual(messages(limited({ cpu, memory: '1Gi' }), defender), ['unreadable cpu'])
  for (const memory of ['64Gi', '64G', '1048576Ki', 1024, '1024'])
    assert.deepEqual(messages(limited({ cpu: '1', memory }), defender), [], String(memory))
  for (const memory of ['1.5Gi', '1000k', '1000m', '1e9', '1gi'])
    assert.deepEqual(messages(limited({ cpu: '1', memory }), defender), ['unreadable memory'], memory)
})

test('defender has the maxima of the benchmark', () => {
  assert.deepEqual(messages(limited({ cpu: '33', memory: '65Gi' }), { profile: 'defender' }), ['too-high cpu', 'too-high memory'])
  assert.deepEqual(messages(limited({ cpu: '33', memory: '65Gi' })), [])
})

const limitsAfterFix = (target: ReturnType<typeof pod>, options = {}) =>
  (fixed(containerResourceLimits, target, options) as unknown as { spec: { containers: Container[] } }).spec.containers[0]?.resources
    ?.limits

test('the fix grants the usual limits, the request where that is more, the maximum where that is less', () => {
  assert.deepEqual(limitsAfterFix(pod()), { cpu: '500m', memory: '1Gi' })
  assert.deepEqual(limitsAfterFix(pod({ containers: [{ resources: { requests: { cpu: 2, memory: '128Mi' } } }] })), {
    cpu: '2',
    memory: '1Gi',
  })
  assert.deepEqual(limitsAfterFix(pod(), { parameters: { cpuLimit: '250m' } }), { cpu: '250m', memory: '1Gi' })
  assert.deepEqual(limitsAfterFix(limited({ cpu: '8', memory: 'x' }), { parameters: { cpuLimit: '4' } }), { cpu: '4', memory: '1Gi' })
})

test('there is no fix when the request exceeds the maximum', () => {
  const target = limited({ cpu: '8', memory: '1Gi' }, { resources: { requests: { cpu: '6' }, limits: { cpu: '8', memory: '1Gi' } } })
  assert.deepEqual(limitsAfterFix(target, { parameters: { cpuLimit: '4' } }), { cpu: '8', memory: '1Gi' })
})
