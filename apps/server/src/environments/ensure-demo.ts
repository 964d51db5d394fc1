import { basename } from 'node:path'
import type { Services } from '../app/context.ts'
import { recordChange, system } from '../app/record-change.ts'
import { publishChange } from '../live/publish-change.ts'

/** Adds the environment with sample data unless there is one: a folder of manifests, read like any other. */
export async function ensureDemo({ store, assessor }: Services, folder: string): Promise<void> {
  const name = basename(folder)
  const clusterId = await store.database.transaction().execute(async (transaction) => {
    const existing = await transaction.selectFrom('environments').select('id').where('demo', '=', true).executeTakeFirst()
    if (existing !== undefined) {
      // The program may have moved since.
      await transaction.updateTable('clusters').set({ address: folder }).where('environment_id', '=', existing.id).execute()
      const cluster = await transaction.selectFrom('clusters').select('id').where('environment_id', '=', existing.id).executeTakeFirst()
      return cluster?.id
    }
    const environment = await transaction
      .insertInto('environments')
      .values({ name: `Demo: ${name}`, demo: true })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (environment === undefined) return undefined
    const cluster = await transaction
      .insertInto('clusters')
      .values({ environment_id: environment.id, name, kind: 'manifests', address: folder })
      .returning('id')
      .executeTakeFirstOrThrow()
    const target = { kind: 'environment', id: environment.id, name: `Demo: ${name}` }
    await recordChange(transaction, system, { action: 'environment.create', target, after: { demo: true } })
    const place = { environment: environment.id, cluster: cluster.id, namespaces: null, user: null }
    await publishChange(transaction, { topics: ['environments', 'clusters'], ...place })
    return cluster.id
  })
  if (clusterId !== undefined) await assessor.follow(clusterId)
}
