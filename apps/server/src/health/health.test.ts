import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tenantScope } from '@toride/core/access'
import { sampleTenant } from '../testing/sample-objects.ts'
import { fillTenant, testApi } from '../testing/test-api.ts'

test('health', async (t) => {
  const api = await testApi(t)
  const { environments, clusters } = await fillTenant(t, api, sampleTenant)
  const { database } = api.store
  const admin = await api.as({ role: 'clusterAdmin', scope: tenantScope })
  const analyst = await api.as({ role: 'securityAnalyst', scope: { level: 'environment', environment: environments.laboratory } })

  await t.test('names the database, every source and the jobs', async () => {
    const { status, checks, version } = await admin.getHealth()
    assert.deepEqual([status, version], ['ok', '0.0.0'])
    assert.deepEqual(
      checks.map(({ component, cluster }) => [component, cluster?.name]),
      [
        ['database', undefined],
        ['source', 'bench'],
        ['source', 'east'],
        ['source', 'west'],
        ['jobs', undefined],
      ],
    )
    assert.ok(checks.filter(({ component }) => component === 'source').every(({ lastSuccessAt }) => lastSuccessAt !== null))
  })

  await t.test('a source that is away is told with its reason, to those who have it', async () => {
    const problem = JSON.stringify({ code: 'cluster-unreachable', message: 'The cluster did not answer: timeout', hint: '' })
    await database.updateTable('clusters').set({ status: 'unreachable', problem }).where('id', '=', clusters.west).execute()
    const { status, checks } = await admin.getHealth()
    const west = checks.find(({ cluster }) => cluster?.name === 'west')
    assert.deepEqual([status, west?.status, west?.problem?.code], ['failed', 'failed', 'cluster-unreachable'])
    const ofAnalyst = await analyst.getHealth()
    assert.equal(ofAnalyst.status, 'ok')
    assert.deepEqual(
      ofAnalyst.checks.flatMap(({ cluster }) => cluster?.name ?? []),
      ['bench'],
    )
  })

  await t.test('jobs that fail or do not move are told', async () => {
    const jobs = async () => (await admin.getHealth()).checks.find(({ component }) => component === 'jobs')
    const made = { kind: 'apply-fix', created_by: 'ada' }
    await database
      .insertInto('jobs')
      .values({ ...made, state: 'failed', finished_at: new Date() })
      .execute()
    assert.deepEqual([(await jobs())?.status, (await jobs())?.details], ['degraded', { queued: 0, running: 0, failedLastDay: 1 }])
    const longAgo = new Date(Date.now() - 3_600_000)
    await database
      .insertInto('jobs')
      .values({ ...made, created_at: longAgo })
      .execute()
    assert.deepEqual([(await jobs())?.status, (await jobs())?.since], ['failed', longAgo.toISOString()])
  })

  await t.test('a developer does not ask for it', async () => {
    const scope = { level: 'environment', environment: environments.production } as const
    const developer = await api.as({ role: 'appDeveloper', scope })
    await assert.rejects(developer.getHealth(), (error) => (error as { problem: { status: number } }).problem.status === 403)
  })
})
