import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixed, pod } from '../harness.ts'
import { deprecatedServiceAccountField } from './check.ts'

test('the fix moves the name; two names are left for people', () => {
  assert.deepEqual(fixed(deprecatedServiceAccountField, pod({ containers: [], serviceAccount: 'shop' })).spec, {
    containers: [],
    serviceAccountName: 'shop',
  })
  const conflict = pod({ serviceAccount: 'a', serviceAccountName: 'b' })
  assert.deepEqual(fixed(deprecatedServiceAccountField, conflict), conflict)
})
