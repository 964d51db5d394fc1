import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importFaults } from './check-imports.ts'

const exportsOf = (name: string) => new Set(name === '@toride/core' ? ['./errors'] : [])
const faults = (file: string, specifier: string) => importFaults(file, `import { x } from '${specifier}'`, exportsOf).length

test('a relative import stays in its workspace', () => {
  assert.equal(faults('packages/policy/src/engine/a.ts', '../model/b.ts'), 0)
  assert.equal(faults('packages/policy/src/a.ts', '../../core/src/errors.ts'), 1)
})

test('workspaces are imported by what they export', () => {
  assert.equal(faults('packages/policy/src/a.ts', '@toride/core/errors'), 0)
  assert.equal(faults('packages/policy/src/a.ts', '@toride/core/secret'), 1)
})

test('features of the server and of the portal do not import each other', () => {
  assert.equal(faults('apps/server/src/users/service.ts', '../scores/queries.ts'), 1)
  assert.equal(faults('apps/server/src/users/service.ts', '../access/visible.ts'), 0)
  assert.equal(faults('apps/portal/src/features/score/page.tsx', '../users/page.tsx'), 1)
  assert.equal(faults('apps/portal/src/features/score/page.tsx', '../../ui/badge.tsx'), 0)
})
