import type { Database } from '@toride/store/schema'
import { type Insertable, type Kysely, type Selectable, sql } from 'kysely'
import { isVisibleResource, type Visibility } from '../access/visibility.ts'

export type ExemptionRow = Selectable<Database['exemptions']>

export async function readExemptions(database: Kysely<Database>): Promise<ExemptionRow[]> {
  return database.selectFrom('exemptions').selectAll().orderBy('created_at').execute()
}

export async function findExemption(database: Kysely<Database>, id: string): Promise<ExemptionRow | undefined> {
  return database.selectFrom('exemptions').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertExemption(database: Kysely<Database>, values: Insertable<Database['exemptions']>): Promise<ExemptionRow> {
  return database.insertInto('exemptions').values(values).returningAll().executeTakeFirstOrThrow()
}

export async function replaceExemption(
  database: Kysely<Database>,
  id: string,
  values: Omit<Insertable<Database['exemptions']>, 'created_by'>,
): Promise<ExemptionRow> {
  return database.updateTable('exemptions').set(values).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
}

export async function deleteExemptionRow(database: Kysely<Database>, id: string): Promise<void> {
  await database.deleteFrom('exemptions').where('id', '=', id).execute()
}

/** How many assessments each exemption exempts, of those that the caller sees. */
export async function countAffected(database: Kysely<Database>, visibility: Visibility): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ exemption_id: string; found: number }>`
    select exemption_id, count(*) as found from assessments join resources on resources.id = resource_id
    where exemption_id is not null and ${isVisibleResource(visibility, 'resources')} group by 1`.execute(database)
  return new Map(rows.map(({ exemption_id, found }) => [exemption_id, found]))
}

export type TargetRow = { cluster_id: string; namespace: string; kind: string; name: string }

/** What resources are exempted by, for those that the caller sees. */
export async function readTargets(database: Kysely<Database>, visibility: Visibility, ids: readonly string[]): Promise<TargetRow[]> {
  const { rows } = await sql<TargetRow>`
    select cluster_id, namespace, split_part(kind, '/', 2) as kind, name from resources
    where id = any(${ids}::bigint[]) and ${isVisibleResource(visibility, 'resources')} order by id`.execute(database)
  return rows
}
