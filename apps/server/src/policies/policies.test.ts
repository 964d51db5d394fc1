import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { ApiError } from '@toride/contract/client'
import type { PolicyDocument } from '@toride/contract/policies'
import { tenantScope } from '@toride/core/access'
import { until } from '@toride/testing/until'
import { sampleTenant } from '../testing/sample-objects.ts'
import { fillTenant, testApi } from '../testing/test-api.ts'

const api = await testApi({ after })
const { environments, clusters } = await fillTenant({ after }, api, sampleTenant)
const admin = await api.as({ role: 'clusterAdmin', scope: tenantScope })

function document(name: string, checks: PolicyDocument['spec']['checks'], scope: PolicyDocument['spec']['scope'] = {}): PolicyDocument {
  return { apiVersion: 'toride.dev/v1', kind: 'PolicyAssignment', metadata: { name }, spec: { scope, checks } }
}

async function problemOf(call: Promise<unknown>) {
  try {
    await call
  } catch (error) {
    if (error instanceof ApiError) return error.problem
    throw error
  }
  return undefined
}

/** Numbers of resources by state for one recommendation. */
async function countsOf(check: string) {
  return (await admin.getRecommendation({ params: { check } })).counts
}

describe('policies', () => {
  test('what a policy would change is told before it is saved, and comes true when it is', async () => {
    const registries = document('registries', {
      'trusted-registries': { parameters: { allowedContainerImagesRegex: '^registry\\.example/' } },
    })
    const before = await countsOf('trusted-registries')
    const preview = await admin.previewPolicy({ body: { document: registries } })
    assert.ok(before.unhealthy > 0)
    assert.equal(preview.becomesHealthy, before.unhealthy)
    assert.equal(preview.becomesUnhealthy, 0)
    assert.ok(preview.changes.every(({ check, from, to }) => check === 'trusted-registries' && from === 'unhealthy' && to === 'healthy'))
    assert.ok((preview.score.after ?? 0) > (preview.score.before ?? 0))
    assert.deepEqual(await countsOf('trusted-registries'), before)

    const saved = await admin.createPolicy({ body: registries })
    await until('the policy holds', async () => (await countsOf('trusted-registries')).unhealthy === 0)
    assert.equal((await countsOf('trusted-registries')).healthy, before.unhealthy + before.healthy)
    const { parameters } = await admin.getRecommendation({ params: { check: 'trusted-registries' } })
    assert.deepEqual([parameters[0]?.value, parameters[0]?.setBy], ['^registry\\.example/', 'registries'])
    const back = await admin.previewPolicy({ body: { document: document('registries', {}), replaces: saved.id } })
    assert.equal(back.becomesUnhealthy, before.unhealthy)
    await admin.deletePolicy({ params: { policy: saved.id } })
    await until('the policy is gone', async () => (await countsOf('trusted-registries')).unhealthy === before.unhealthy)
  })

  test('a check that is disabled somewhere is not assessed there, and still is elsewhere', async () => {
    const before = await countsOf('privileged-containers')
    const off = document('off', { 'privileged-containers': { effect: 'disabled' } }, { clusters: [clusters.east] })
    const preview = await admin.previewPolicy({ body: { document: off } })
    assert.ok(preview.noLongerAssessed > 0)
    const { id } = await admin.createPolicy({ body: off })
    await until('it is off', async () => (await countsOf('privileged-containers')).unhealthy < before.unhealthy)
    const { items } = await admin.listAffectedResources({ params: { check: 'privileged-containers' }, query: { limit: 100 } })
    assert.ok(items.length > 0)
    assert.ok(items.every(({ resource }) => resource.cluster.id !== clusters.east))
    await admin.deletePolicy({ params: { policy: id } })
    await until('it is on again', async () => (await countsOf('privileged-containers')).unhealthy === before.unhealthy)
  })

  test('deny is kept and said not to be enforced', async () => {
    const made = await admin.createPolicy({ body: document('deny', { 'privileged-containers': { effect: 'deny' } }) })
    assert.deepEqual([made.denies, made.enforced, made.enforcement], [1, false, 'no-admission-installed'])
    const detail = await admin.getRecommendation({ params: { check: 'privileged-containers' } })
    assert.deepEqual([detail.effects, detail.enforced, detail.enforcement], [['deny'], false, 'no-admission-installed'])
    const preview = await admin.previewPolicy({ body: { document: made.document, replaces: made.id } })
    assert.ok(preview.wouldBeDenied > 0)
    assert.equal(preview.total, 0)
    await admin.deletePolicy({ params: { policy: made.id } })
  })

  test('every mistake in a document is named with its place and what was meant', async () => {
    const wrong = document('wrong', {
      'privileged-container': { effect: 'deny' },
      'trusted-registries': { parameters: { allowedContainerImagesRegex: '(' } },
      'container-resource-limits': { parameters: { cpuLimits: '1' } },
    })
    const found = await problemOf(admin.createPolicy({ body: wrong }))
    assert.deepEqual([found?.status, found?.code], [400, 'request-invalid'])
    const messages = Object.fromEntries((found?.errors ?? []).map(({ path, message }) => [path, message]))
    assert.match(messages['/spec/checks/privileged-container'] ?? '', /privileged-containers/)
    assert.ok('/spec/checks/trusted-registries/parameters' in messages)
    assert.match(messages['/spec/checks/container-resource-limits/parameters/cpuLimits'] ?? '', /cpuLimit/)
    const previewed = await problemOf(admin.previewPolicy({ body: { document: wrong } }))
    assert.ok(previewed?.errors.every(({ path }) => path.startsWith('/document/spec/checks/')))
  })

  test('a name is taken, and a place has to exist', async () => {
    const { id } = await admin.createPolicy({ body: document('once', {}) })
    assert.equal((await problemOf(admin.createPolicy({ body: document('once', {}) })))?.code, 'name-taken')
    assert.equal(
      (await problemOf(admin.createPolicy({ body: document('lost', {}, { clusters: [crypto.randomUUID()] }) })))?.code,
      'scope-not-found',
    )
    await admin.deletePolicy({ params: { policy: id } })
  })

  test('an analyst of one environment makes policies there and nowhere else', async () => {
    const analyst = await api.as({ role: 'securityAnalyst', scope: { level: 'environment', environment: environments.laboratory } })
    const own = await analyst.createPolicy({ body: document('own', {}, { environments: [environments.laboratory] }) })
    const global = await admin.createPolicy({ body: document('global', {}) })
    const foreign = await admin.createPolicy({ body: document('foreign', {}, { environments: [environments.production] }) })
    assert.deepEqual(
      (await analyst.listPolicies()).items.map(({ name }) => name),
      ['global', 'own'],
    )
    for (const scope of [
      {},
      { environments: [environments.production] },
      { environments: [environments.laboratory, environments.production] },
      { namespaces: ['shop'] },
    ]) {
      assert.equal((await problemOf(analyst.createPolicy({ body: document('more', {}, scope) })))?.code, 'not-allowed')
    }
    assert.equal((await problemOf(analyst.deletePolicy({ params: { policy: global.id } })))?.code, 'not-allowed')
    assert.equal((await problemOf(analyst.getPolicy({ params: { policy: foreign.id } })))?.code, 'not-found')
    assert.equal((await problemOf(analyst.updatePolicy({ params: { policy: own.id }, body: document('own', {}) })))?.code, 'not-allowed')
    const preview = await analyst.previewPolicy({
      body: { document: document('own', { '*': { effect: 'disabled' } }, { environments: [environments.laboratory] }), replaces: own.id },
    })
    assert.ok(preview.total > 0)
    assert.ok(preview.changes.every(({ resource }) => resource.environment.id === environments.laboratory))
    for (const { id } of [own, global, foreign]) await admin.deletePolicy({ params: { policy: id } })
  })

  test('every check is described with the schema of its parameters, in both languages', async () => {
    const { items } = await admin.listChecks()
    assert.equal(items.length, api.assessor.catalogue.registered.length)
    const limits = items.find(({ check }) => check === 'container-resource-limits')
    assert.deepEqual(
      limits?.parameters.map(({ name, type, format }) => [name, type, format]),
      [
        ['cpuLimit', 'string', 'quantity'],
        ['memoryLimit', 'string', 'quantity'],
      ],
    )
    assert.ok(items.every(({ title }) => title.en !== '' && title.ja !== '' && title.en !== title.ja))
  })
})
