import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileExpression } from '../engine/settings.ts'
import { defineContainerCheck } from '../model/check.ts'
import { readPolicyAssignment } from './policy-assignment.ts'

const registries = defineContainerCheck({
  id: 'trusted-registries',
  severity: 'high',
  control: 'remediate-vulnerabilities',
  category: 'security',
  maps: {},
  parameters: { allowedContainerImagesRegex: { type: 'string', required: true, format: 'regex' } },
  prepare: ({ allowedContainerImagesRegex = '' }) => compileExpression('allowedContainerImagesRegex', allowedContainerImagesRegex),
  evaluate: () => [],
})

function read(spec: unknown) {
  return readPolicyAssignment({ apiVersion: 'toride.dev/v1', kind: 'PolicyAssignment', metadata: { name: 'shop' }, spec }, [registries])
}

function faults(spec: unknown): string[] {
  const result = read(spec)
  return result.ok ? [] : result.faults.map(({ pointer, message }) => `${pointer} ${message}`)
}

test('an assignment is read with its settings', () => {
  const result = read({
    scope: { namespaces: ['shop-*'] },
    checks: { 'trusted-registries': { effect: 'deny', parameters: { allowedContainerImagesRegex: '^a/' } } },
  })
  assert.ok(result.ok)
  assert.deepEqual(result.assignment, {
    name: 'shop',
    priority: 0,
    scope: { namespaces: ['shop-*'] },
    checks: { 'trusted-registries': { effect: 'deny', parameters: { allowedContainerImagesRegex: '^a/' } } },
  })
})

test('every fault is named with its place, and a near miss with what is meant', () => {
  assert.deepEqual(faults({ scope: { namespace: ['a'] }, checks: { 'trusted-registry': {}, 'trusted-registries': { effect: 'block' } } }), [
    '/spec/scope/namespace is not known; did you mean namespaces?',
    '/spec/checks/trusted-registry is not a check; did you mean trusted-registries?',
    '/spec/checks/trusted-registries/effect must be one of audit, warn, deny, disabled',
  ])
})

test('an expression that does not compile is refused', () => {
  const [fault] = faults({ checks: { 'trusted-registries': { parameters: { allowedContainerImagesRegex: '(' } } } })
  assert.match(fault ?? '', /^\/spec\/checks\/trusted-registries\/parameters allowedContainerImagesRegex: .*missing closing/)
})

test('parameters have their types', () => {
  assert.deepEqual(faults({ checks: { 'trusted-registries': { parameters: { allowedContainerImagesRegex: 5 } } } }), [
    '/spec/checks/trusted-registries/parameters/allowedContainerImagesRegex must be a string',
  ])
})

test('what is not an object at all is refused', () => {
  for (const document of [null, [], 'x', 5]) assert.equal(readPolicyAssignment(document, []).ok, false)
})
