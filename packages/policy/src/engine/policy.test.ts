import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PolicyAssignment } from '../assignment/policy-assignment.ts'
import { deployment } from '../checks/harness.ts'
import { privilegedContainers } from '../checks/privileged-containers/check.ts'
import { trustedRegistries } from '../checks/trusted-registries/check.ts'
import { createInventory } from '../inventory/inventory.ts'
import { definePodCheck } from '../model/check.ts'
import { createPolicy, type PolicyOptions, settingsInForce } from './policy.ts'
import type { Effect } from './settings.ts'

const extra = definePodCheck({
  id: 'extra',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'security',
  maps: {},
  evaluate: () => [],
})
const resource = createInventory().put(deployment())

function assign(name: string, effect: Effect, change: Partial<PolicyAssignment> = {}): PolicyAssignment {
  return { name, priority: 0, scope: {}, checks: { [privilegedContainers.id]: { effect } }, ...change }
}

function effectOf(assignments: PolicyAssignment[], options: Partial<PolicyOptions> = {}): Effect | undefined {
  const policy = createPolicy({
    checks: [privilegedContainers, extra],
    profile: 'toride',
    now: new Date(0),
    assignments,
    place: { environments: ['prod'], cluster: 'east' },
    ...options,
  })
  return policy.plan(resource).container[0]?.effect
}

test('without an assignment checks audit', () => assert.equal(effectOf([]), 'audit'))

test('the narrower scope has the last word, whatever the order', () => {
  const wide = assign('wide', 'deny')
  const narrow = assign('narrow', 'warn', { scope: { namespaces: ['shop'] } })
  assert.equal(effectOf([wide, narrow]), 'warn')
  assert.equal(effectOf([narrow, wide]), 'warn')
})

test('priority comes before scope', () => {
  const wide = assign('wide', 'deny', { priority: 1 })
  assert.equal(effectOf([wide, assign('narrow', 'warn', { scope: { namespaces: ['shop'] } })]), 'deny')
})

test('an assignment for another place does not hold', () => {
  assert.equal(effectOf([assign('a', 'deny', { scope: { clusters: ['west'] } })]), 'audit')
  assert.equal(effectOf([assign('a', 'deny', { scope: { labelSelector: { matchLabels: { team: 'x' } } } })]), 'audit')
})

test('disabled checks are not in the plan', () => assert.equal(effectOf([assign('off', 'disabled')]), undefined))

test('an entry for all checks yields to the entry of a check', () => {
  assert.equal(
    effectOf([assign('a', 'deny', { checks: { '*': { effect: 'disabled' }, 'privileged-containers': { effect: 'warn' } } })]),
    'warn',
  )
})

test('profile defender runs the sixteen alone', () => {
  const policy = createPolicy({ checks: [privilegedContainers, extra], profile: 'defender', now: new Date(0) })
  assert.deepEqual([policy.everywhere.container.length, policy.everywhere.pod.length], [1, 0])
})

test('settings in force name who set a parameter, and leave out what holds for a part of the place alone', () => {
  const registry = (name: string, expression: string, scope: PolicyAssignment['scope']) =>
    assign(name, 'audit', { scope, checks: { [trustedRegistries.id]: { parameters: { allowedContainerImagesRegex: expression } } } })
  const assignments = [registry('all', '^a/', {}), registry('shop', '^b/', { namespaces: ['shop'] })]
  const inForce = (namespace?: string) => {
    const { prepared, setBy } = settingsInForce(trustedRegistries, { profile: 'toride', assignments, ...(namespace && { namespace }) })
    return [prepared.parameters.allowedContainerImagesRegex, setBy.get('allowedContainerImagesRegex')?.name]
  }
  assert.deepEqual(inForce(), ['^a/', 'all'])
  assert.deepEqual(inForce('shop'), ['^b/', 'shop'])
  assert.deepEqual(inForce('bank'), ['^a/', 'all'])
})
