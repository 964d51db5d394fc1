import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyPatch, type PatchOperation } from '@toride/core/json-patch'
import fc from 'fast-check'
import { inversePatch } from './inverse-patch.ts'

const document = { list: [{ a: 1 }, { a: 2 }, { a: 3 }], map: { x: { y: 1 }, z: null } }

const value = fc.constantFrom(0, 'text', [], {}, { a: 1 }, [1, { b: 2 }])
const path = fc.constantFrom(
  '/list',
  '/list/0',
  '/list/1/a',
  '/list/2',
  '/list/3',
  '/list/-',
  '/map/x',
  '/map/x/y',
  '/map/new',
  '/map/z',
  '/other',
)
const operation: fc.Arbitrary<PatchOperation> = fc.oneof(
  fc.record({ op: fc.constantFrom('add' as const, 'replace' as const), path, value }),
  fc.record({ op: fc.constant('remove' as const), path }),
)

test('a patch and its inverse give the document back', () => {
  let tried = 0
  fc.assert(
    fc.property(fc.array(operation, { minLength: 1, maxLength: 4 }), (patch) => {
      const inverse = inversePatch(document, patch)
      const patched = applyPatch(document, patch)
      assert.equal(inverse !== undefined, patched.ok)
      if (inverse === undefined || !patched.ok) return
      tried++
      const back = applyPatch(patched.document, inverse)
      assert.deepEqual(back.ok && back.document, document)
    }),
    { numRuns: 2000 },
  )
  assert.ok(tried > 100)
})
