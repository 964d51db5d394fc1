import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { ApiError } from '@toride/contract/client'
import { tenantScope } from '@toride/core/access'
import { testApi } from '../testing/test-api.ts'

const api = await testApi({ after })
const admin = await api.as({ role: 'clusterAdmin', scope: tenantScope })
const password = 'correct horse battery'
const auditor = [{ role: 'auditor', scope: tenantScope }] as const

/** The code that a call is refused with. */
async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    if (error instanceof ApiError) return error.problem.code
    throw error
  }
  return 'none'
}

describe('users', () => {
  test('a user is made with roles, listed, changed and deleted', async () => {
    const made = await admin.createUser({ body: { username: 'grace', password, assignments: [...auditor] } })
    assert.equal(made.passwordChangeRequired, true)
    const { items } = await admin.listUsers({ query: { q: 'GRA' } })
    assert.deepEqual(
      items.map(({ username }) => username),
      ['grace'],
    )
    const changed = await admin.updateUser({ params: { user: made.id }, body: { email: 'grace@example.com', assignments: [] } })
    assert.deepEqual([changed.email, changed.assignments], ['grace@example.com', []])
    await admin.deleteUser({ params: { user: made.id } })
    assert.equal(await refusal(admin.getUser({ params: { user: made.id } })), 'not-found')
  })

  test('a name is taken whatever its case', async () => {
    await admin.createUser({ body: { username: 'Linus', password, assignments: [] } })
    assert.equal(await refusal(admin.createUser({ body: { username: 'linus', password, assignments: [] } })), 'name-taken')
  })

  test('a role somewhere that does not exist is refused', async () => {
    const scope = { level: 'environment', environment: crypto.randomUUID() } as const
    assert.equal(
      await refusal(admin.createUser({ body: { username: 'ken', password, assignments: [{ role: 'auditor', scope }] } })),
      'scope-not-found',
    )
  })

  test('the last user who can manage users stays one, also when two try at once', async () => {
    const users = await api.store.database
      .selectFrom('role_assignments')
      .select('user_id')
      .where('role', '=', 'clusterAdmin')
      .where('user_id', 'is not', null)
      .execute()
    const [first] = users
    const second = await admin.createUser({
      body: { username: 'second', password, assignments: [{ role: 'clusterAdmin', scope: tenantScope }] },
    })
    const tries = await Promise.all([
      refusal(admin.updateUser({ params: { user: first?.user_id ?? '' }, body: { displayName: 'still here' } })),
      refusal(admin.updateUser({ params: { user: second.id }, body: { assignments: [] } })),
    ])
    assert.deepEqual(tries, ['none', 'none'])
    for (const body of [{ disabled: true }, { assignments: [] }]) {
      assert.equal(await refusal(admin.updateUser({ params: { user: first?.user_id ?? '' }, body })), 'last-administrator')
    }
    assert.equal(await refusal(admin.deleteUser({ params: { user: first?.user_id ?? '' } })), 'last-administrator')
  })

  test('facets count users by role, each under the other filters', async () => {
    const { facets } = await admin.listUsers({ query: { facets: ['role'], role: ['appDeveloper'] } })
    assert.ok(facets.role?.some(({ value }) => value === 'clusterAdmin'))
  })

  test('every change stands in the audit log with what was before and after', async () => {
    const { items } = await admin.listAuditLog({ query: { action: ['user.update'], limit: 500 } })
    const entry = items.find(({ target }) => target.name === 'grace')
    assert.ok(JSON.stringify(entry?.before).includes('auditor'))
    assert.ok(JSON.stringify(entry?.after).includes('grace@example.com'))
    assert.ok(!JSON.stringify(items).includes(password))
  })
})
