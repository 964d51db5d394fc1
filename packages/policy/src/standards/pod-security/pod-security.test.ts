import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object, pod } from '../../checks/harness.ts'
import { assessAll, planChecks } from '../../engine/assess.ts'
import { prepareCheck } from '../../engine/settings.ts'
import { createInventory } from '../../inventory/inventory.ts'
import type { PodSecurityLevel } from './control.ts'
import { parsePodSecurityStandard, podSecurityChecks, podSecurityControls } from './pod-security.ts'
import en from './texts.en.json' with { type: 'json' }
import ja from './texts.ja.json' with { type: 'json' }

function failingControls(target: ReturnType<typeof pod>, level: PodSecurityLevel, minor: number): string[] {
  const inventory = createInventory()
  inventory.put(target)
  const plan = planChecks(podSecurityChecks(level, minor).map(({ check }) => prepareCheck(check, 'toride', {})))
  return [...assessAll({ plan: () => plan, inventory })].flatMap(({ outcomes }) =>
    outcomes.map(({ prepared }) => prepared.check.id.slice('pod-security/'.length)),
  )
}

test('a control exists from its version on', () => {
  const probe = pod({ containers: [{ livenessProbe: { httpGet: { host: '127.0.0.1', port: 80 } } }] })
  assert.deepEqual(failingControls(probe, 'baseline', 33), [])
  assert.deepEqual(failingControls(probe, 'baseline', 34), ['hostProbesAndHostLifecycle'])
})

test('the restricted level replaces what it reads more strictly', () => {
  const unmasked = pod({ hostUsers: false, containers: [{ securityContext: { procMount: 'Unmasked' } }] })
  assert.deepEqual(failingControls(unmasked, 'baseline', 34), ['procMount'])
  assert.deepEqual(failingControls(unmasked, 'baseline', 35), [])
  assert.ok(failingControls(unmasked, 'restricted', 35).includes('procMount_restricted'))
})

test('the template of a workload is judged like a pod', () => {
  const job = object('batch/v1', 'CronJob', { spec: { jobTemplate: { spec: { template: { spec: { hostPID: true, containers: [] } } } } } })
  assert.deepEqual(failingControls(job, 'baseline', 37), ['hostNamespaces'])
})

test('every control has texts in both languages', () => {
  const ids = podSecurityControls.map(({ id }) => id).toSorted()
  assert.deepEqual(Object.keys(en).toSorted(), ids)
  assert.deepEqual(Object.keys(ja).toSorted(), ids)
})

test('names of the standard are read, and what is wrong with them is said', () => {
  assert.deepEqual(parsePodSecurityStandard('pod-security/restricted@v1.29'), { level: 'restricted', minor: 29 })
  assert.deepEqual(parsePodSecurityStandard('pod-security/baseline'), { level: 'baseline', minor: 37 })
  assert.match(String(parsePodSecurityStandard('pod-security/privileged@latest')), /not a level/)
  assert.match(String(parsePodSecurityStandard('pod-security/baseline@v1.99')), /newest/)
  assert.match(String(parsePodSecurityStandard('nsa')), /not of the form/)
})
