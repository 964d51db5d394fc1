import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { runAsNonRootConflict } from './check.ts'

test('what the container says itself counts', () => {
  const target = pod({
    securityContext: { runAsNonRoot: true, runAsUser: 0 },
    containers: [{ securityContext: { runAsNonRoot: false } }, { securityContext: { runAsUser: 5 } }, {}],
  })
  assert.deepEqual(failing(runAsNonRootConflict, target), ['/spec/containers/2/securityContext/runAsUser'])
})
