import type { KubernetesObject } from '@toride/core/kubernetes-object'
import type { Database } from '@toride/store/schema'
import { type Kysely, sql } from 'kysely'
import { unpackObject } from './packed-object.ts'

export type RestoredRow = { readonly key: string; readonly hash: string; readonly topKey: string | null; readonly object: KubernetesObject }

/** Kinds of which everything was known when the earlier run ended. */
export async function restoreKnownKinds(database: Kysely<Database>, clusterId: string): Promise<string[]> {
  const rows = await database
    .selectFrom('cluster_kinds')
    .select(['api_group', 'kind'])
    .where('cluster_id', '=', clusterId)
    .where('status', 'in', ['synced', 'unreachable'])
    .execute()
  return rows.map(({ api_group, kind }) => `${api_group}/${kind}`)
}

const rowsAtOnce = 500

/** What an earlier run knew of a cluster, page by page. An object that cannot be read is left out: the source brings it again. */
export async function* restoreCluster(database: Kysely<Database>, clusterId: string): AsyncGenerator<RestoredRow> {
  for (let after = '0'; ; ) {
    const { rows } = await sql<{ id: string; key: string; assessment_hash: string; top_key: string | null; object: Buffer }>`
      select id, key, assessment_hash, top_key, object from resources join resource_objects on resource_id = id
      where cluster_id = ${clusterId}::uuid and id > ${after}::bigint order by id limit ${rowsAtOnce}`.execute(database)
    for (const { key, assessment_hash, top_key, object: packed } of rows) {
      let object: KubernetesObject
      try {
        object = unpackObject(packed)
      } catch {
        continue
      }
      yield { key, hash: assessment_hash, topKey: top_key, object }
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < rowsAtOnce) return
    after = String(last.id)
  }
}
