import type { Database } from '@toride/store/schema'
import { type Insertable, type Kysely, type Selectable, sql } from 'kysely'
import { type PageQuery, readPage } from '../app/page.ts'

export type TokenRow = Omit<Selectable<Database['tokens']>, 'hash'>

const columns = ['id', 'user_id', 'name', 'prefix', 'created_at', 'expires_at', 'last_used_at', 'revoked_at'] as const

export async function readTokens(database: Kysely<Database>, user: string, query: PageQuery) {
  return readPage<TokenRow>(
    database,
    {
      select: sql.join(columns.map((column) => sql.ref(column))),
      from: sql`tokens`,
      where: sql`user_id = ${user}`,
      filters: {},
      facets: {},
      sorts: {
        createdAt: { sql: sql`created_at`, type: 'timestamptz' },
        name: { sql: sql`name`, type: 'text' },
        expiresAt: { sql: sql`expires_at`, type: 'timestamptz' },
      },
      defaultSort: '-createdAt',
      id: { sql: sql`id`, type: 'uuid' },
    },
    query,
  )
}

export async function countTokens(database: Kysely<Database>, user: string, now: Date): Promise<number> {
  const { count } = await database
    .selectFrom('tokens')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('user_id', '=', user)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow()
  return count
}

export async function insertToken(database: Kysely<Database>, values: Insertable<Database['tokens']>): Promise<TokenRow> {
  return database.insertInto('tokens').values(values).returning(columns).executeTakeFirstOrThrow()
}

/** Revokes a token of the user; undefined when there is none that still works. */
export async function revoke(database: Kysely<Database>, user: string, id: string, now: Date) {
  return database
    .updateTable('tokens')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('user_id', '=', user)
    .where('revoked_at', 'is', null)
    .returning('name')
    .executeTakeFirst()
}
