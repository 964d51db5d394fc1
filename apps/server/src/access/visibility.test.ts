import assert from 'node:assert/strict'
import { test } from 'node:test'
import { covers, type Scope } from '@toride/core/access'
import { testDatabase } from '@toride/testing/test-database'
import fc from 'fast-check'
import { sql } from 'kysely'
import { isVisibleResource, sees, visibilityOf } from './visibility.ts'

const idOf = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`
const names = ['shop', 'bank', 'a, b']
/** Clusters 3 to 6 lie two by two in the environments 1 and 2. */
const clusters = [3, 4, 5, 6].map((digit) => ({ cluster: idOf(digit), environment: idOf(digit < 5 ? 1 : 2) }))

const cluster = fc.constantFrom(...clusters)
const scope: fc.Arbitrary<Scope> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Scope>({ level: 'tenant' }) },
  { weight: 3, arbitrary: fc.constantFrom(idOf(1), idOf(2)).map((environment): Scope => ({ level: 'environment', environment })) },
  { weight: 4, arbitrary: cluster.map((place): Scope => ({ level: 'cluster', ...place })) },
  {
    weight: 8,
    arbitrary: fc
      .tuple(cluster, fc.constantFrom(...names))
      .map(([place, namespace]): Scope => ({ level: 'namespace', ...place, namespace })),
  },
)

test('the database shows the rows that the scopes cover, and no other', async (t) => {
  const { database } = await testDatabase(t)
  const rows = clusters.flatMap((place) => ['', ...names].map((namespace) => ({ ...place, namespace })))
  const values = sql.join(rows.map((row) => sql`(${row.environment}::uuid, ${row.cluster}::uuid, ${row.namespace})`))
  await fc.assert(
    fc.asyncProperty(fc.array(scope, { maxLength: 5 }), async (scopes) => {
      const visibility = visibilityOf(scopes)
      const found = await sql<{ cluster: string; namespace: string }>`
        select cluster_id as cluster, namespace from (values ${values}) as row (environment_id, cluster_id, namespace)
        where ${isVisibleResource(visibility, 'row')}`.execute(database)
      const isCovered = ({ environment, cluster: id, namespace }: (typeof rows)[number]) => {
        const place: Scope =
          namespace === '' ? { level: 'cluster', environment, cluster: id } : { level: 'namespace', environment, cluster: id, namespace }
        return scopes.some((each) => covers(each, place))
      }
      const expected = rows.filter(isCovered)
      const key = (row: { cluster: string; namespace: string }) => `${row.cluster} ${row.namespace}`
      assert.deepEqual(found.rows.map(key).toSorted(), expected.map(key).toSorted())
      assert.deepEqual(
        rows.filter(({ namespace, ...place }) => sees(visibility, namespace === '' ? place : { ...place, namespace })),
        expected,
      )
    }),
    { numRuns: 200 },
  )
})
