import type { Database } from '@toride/store/schema'
import type { Insertable, Kysely, Selectable, Updateable } from 'kysely'

export type SavedViewRow = Selectable<Database['saved_views']>

export async function readViews(database: Kysely<Database>, user: string, page: string | undefined): Promise<SavedViewRow[]> {
  return database
    .selectFrom('saved_views')
    .selectAll()
    .where('user_id', '=', user)
    .$if(page !== undefined, (query) => query.where('page', '=', page ?? ''))
    .orderBy('page')
    .orderBy('name')
    .execute()
}

export async function countViews(database: Kysely<Database>, user: string): Promise<number> {
  const { count } = await database
    .selectFrom('saved_views')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('user_id', '=', user)
    .executeTakeFirstOrThrow()
  return count
}

/** Inserts a view; undefined when the page has one of that name. */
export async function insertView(
  database: Kysely<Database>,
  values: Insertable<Database['saved_views']>,
): Promise<SavedViewRow | undefined> {
  return database
    .insertInto('saved_views')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
}

export async function updateView(
  database: Kysely<Database>,
  id: string,
  values: Updateable<Database['saved_views']>,
): Promise<SavedViewRow> {
  return database.updateTable('saved_views').set(values).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
}

export async function deleteView(database: Kysely<Database>, user: string, id: string): Promise<SavedViewRow | undefined> {
  return database.deleteFrom('saved_views').where('id', '=', id).where('user_id', '=', user).returningAll().executeTakeFirst()
}
