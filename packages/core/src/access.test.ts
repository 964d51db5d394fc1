import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type Assignment,
  covers,
  intersection,
  isAllowed,
  outermost,
  permissions,
  permissionsOfRole,
  roles,
  type Scope,
  scopesOf,
  scopesOfToken,
  tenantScope,
} from './access.ts'

const name = fc.constantFrom('a', 'b', 'c')
const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant(tenantScope),
  fc.record({ level: fc.constant('environment' as const), environment: name }),
  fc.record({ level: fc.constant('cluster' as const), environment: name, cluster: name }),
  fc.record({ level: fc.constant('namespace' as const), environment: name, cluster: name, namespace: name }),
)
const assignments: fc.Arbitrary<Assignment[]> = fc.array(fc.record({ role: fc.constantFrom(...roles), scope }), { maxLength: 4 })
const permission = fc.constantFrom(...permissions)

test('covers is a partial order with the tenant on top', () => {
  fc.assert(
    fc.property(scope, scope, scope, (a, b, c) => {
      assert.ok(covers(a, a) && covers(tenantScope, a))
      if (covers(a, b) && covers(b, c)) assert.ok(covers(a, c))
      if (covers(a, b) && covers(b, a)) assert.equal(JSON.stringify(a), JSON.stringify(b))
    }),
  )
})

test('an intersection lies in both, and everything in both lies in it', () => {
  fc.assert(
    fc.property(scope, scope, scope, (a, b, inner) => {
      const both = intersection(a, b)
      const inBoth = covers(a, inner) && covers(b, inner)
      assert.equal(inBoth, both !== undefined && covers(both, inner))
    }),
  )
})

test('outermost changes no decision and keeps no scope below another', () => {
  fc.assert(
    fc.property(fc.array(scope, { maxLength: 6 }), scope, (scopes, target) => {
      const kept = outermost(scopes)
      assert.equal(
        kept.some((one) => covers(one, target)),
        scopes.some((one) => covers(one, target)),
      )
      for (const a of kept) for (const b of kept) if (a !== b) assert.equal(covers(a, b), false)
    }),
  )
})

test('what isAllowed decides is what scopesOf lists', () => {
  fc.assert(
    fc.property(permission, scope, assignments, (wanted, target, held) => {
      assert.equal(
        isAllowed(wanted, target, held),
        scopesOf(wanted, held).some((one) => covers(one, target)),
      )
    }),
  )
})

test('a role at one scope never lends its permissions to another scope', () => {
  fc.assert(
    fc.property(permission, scope, assignments, (wanted, target, held) => {
      const reasons = held.filter(({ role, scope: at }) => permissionsOfRole[role].includes(wanted) && covers(at, target))
      assert.equal(isAllowed(wanted, target, held), reasons.length > 0)
    }),
  )
})

test('a token allows what both it and its owner may, and nothing else', () => {
  fc.assert(
    fc.property(permission, scope, assignments, assignments, (wanted, target, token, owner) => {
      assert.equal(
        scopesOfToken(wanted, token, owner).some((one) => covers(one, target)),
        isAllowed(wanted, target, token) && isAllowed(wanted, target, owner),
      )
    }),
  )
})

test('an auditor and a developer write nothing but fixes; only the administrator manages users', () => {
  assert.deepEqual(
    permissionsOfRole.auditor.filter((one) => !one.endsWith(':read')),
    [],
  )
  assert.deepEqual(
    permissionsOfRole.appDeveloper.filter((one) => !one.endsWith(':read')),
    ['fix:preview', 'fix:apply'],
  )
  assert.deepEqual(
    roles.filter((role) => permissionsOfRole[role].includes('user:write')),
    ['clusterAdmin'],
  )
})
