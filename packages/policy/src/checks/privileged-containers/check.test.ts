import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, outcomeOf, pod } from '../harness.ts'
import { privilegedContainers } from './check.ts'

const privileged = { securityContext: { privileged: true } }

test('init and ephemeral containers count as containers', () => {
  const target = pod({ initContainers: [privileged], ephemeralContainers: [privileged] })
  assert.deepEqual(failing(privilegedContainers, target), [
    '/spec/initContainers/0/securityContext/privileged',
    '/spec/ephemeralContainers/0/securityContext/privileged',
  ])
})

test('the profile defender does not see ephemeral containers', () => {
  assert.deepEqual(failing(privilegedContainers, pod({ ephemeralContainers: [privileged] }), { profile: 'defender' }), [])
})

test('only true is privileged', () => {
  assert.deepEqual(failing(privilegedContainers, pod({ containers: [{ securityContext: { privileged: false } }, {}] })), [])
})

test('the fix sets false', () => {
  const target = pod({ containers: [{ name: 'app', ...privileged }] })
  assert.deepEqual(fixed(privilegedContainers, target).spec, { containers: [{ name: 'app', securityContext: { privileged: false } }] })
})

test('Windows has no privileged containers', () => {
  const target = pod({ os: { name: 'windows' }, containers: [privileged] })
  assert.equal(outcomeOf(privilegedContainers, target)?.reason, 'windows')
  assert.equal(failing(privilegedContainers, target, { profile: 'defender' }).length, 1)
})

test('defender leaves out the namespaces of the platform, toride none', () => {
  for (const namespace of ['kube-system', 'gatekeeper-system', 'azure-arc', 'azure-extensions-usage-system', 'azuredefender', 'mdc']) {
    const target = pod({ containers: [privileged] }, { namespace })
    assert.equal(outcomeOf(privilegedContainers, target, { profile: 'defender' })?.reason, 'excluded-namespace')
    assert.equal(failing(privilegedContainers, target).length, 1)
    assert.equal(failing(privilegedContainers, target, { profile: 'defender', excludedNamespaces: [] }).length, 1)
  }
})
