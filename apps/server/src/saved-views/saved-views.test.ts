import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ApiError } from '@toride/contract/client'
import { tenantScope } from '@toride/core/access'
import { testApi } from '../testing/test-api.ts'

const api = await testApi({ after })
const [ada, bob] = [await api.as({ role: 'auditor', scope: tenantScope }), await api.as({ role: 'auditor', scope: tenantScope })]
const view = { page: 'recommendations', name: 'High', query: '?severity=high' }

const isRefused = (code: string) => (error: unknown) => error instanceof ApiError && error.problem.code === code

test('a view is kept for its owner, by page and name', async () => {
  const made = await ada.createSavedView({ body: view })
  await ada.createSavedView({ body: { ...view, page: 'inventory' } })
  assert.deepEqual(
    (await ada.listSavedViews({ query: { page: 'recommendations' } })).items.map(({ name, query }) => [name, query]),
    [['High', '?severity=high']],
  )
  await assert.rejects(ada.createSavedView({ body: view }), isRefused('name-taken'))
  const renamed = await ada.updateSavedView({ params: { view: made.id }, body: { ...view, name: 'Worst' } })
  assert.equal(renamed.name, 'Worst')
  await ada.deleteSavedView({ params: { view: made.id } })
  await assert.rejects(ada.deleteSavedView({ params: { view: made.id } }), isRefused('not-found'))
})

test('nobody sees, changes or deletes the views of another', async () => {
  const { id } = await ada.createSavedView({ body: { ...view, name: 'Mine' } })
  assert.deepEqual((await bob.listSavedViews()).items, [])
  await assert.rejects(bob.updateSavedView({ params: { view: id }, body: view }), isRefused('not-found'))
  await assert.rejects(bob.deleteSavedView({ params: { view: id } }), isRefused('not-found'))
  assert.ok((await ada.listSavedViews()).items.some((each) => each.id === id))
})
