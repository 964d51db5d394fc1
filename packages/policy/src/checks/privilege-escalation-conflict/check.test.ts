import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { privilegeEscalationConflict } from './check.ts'

test('the API server looks for the name with its prefix alone', () => {
  const adding = (name: string) =>
    pod({ containers: [{ securityContext: { allowPrivilegeEscalation: false, capabilities: { add: [name] } } }] })
  assert.equal(failing(privilegeEscalationConflict, adding('CAP_SYS_ADMIN')).length, 1)
  assert.equal(failing(privilegeEscalationConflict, adding('SYS_ADMIN')).length, 0)
})
