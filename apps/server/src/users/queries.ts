import type { Database } from '@toride/store/schema'
import { type Insertable, type Kysely, type Selectable, sql, type Updateable } from 'kysely'
import type { InputOf } from '../app/context.ts'
import { holdsText, readPage } from '../app/page.ts'

const columns = [
  'id',
  'username',
  'display_name',
  'email',
  'disabled',
  'password_change_required',
  'created_at',
  'last_sign_in_at',
] as const

export type UserRow = Pick<Selectable<Database['users']>, (typeof columns)[number]>

export async function readUsers(database: Kysely<Database>, query: InputOf<'listUsers'>['query']) {
  const roles = query.role?.length ? query.role : undefined
  return readPage<UserRow>(
    database,
    {
      select: sql.join(columns.map((column) => sql.ref(`users.${column}`))),
      from: sql`users`,
      where: sql`true`,
      filters: {
        q: holdsText(sql`username || ' ' || display_name || ' ' || coalesce(email, '')`, query.q),
        role: roles && sql`exists (select from role_assignments where user_id = users.id and role = any(${roles}::text[]))`,
      },
      facets: {
        role: {
          value: sql`held.role`,
          join: sql`join (select distinct user_id, role from role_assignments) as held on held.user_id = users.id`,
        },
      },
      sorts: {
        username: { sql: sql`username`, type: 'text' },
        createdAt: { sql: sql`created_at`, type: 'timestamptz' },
        lastSignInAt: { sql: sql`coalesce(last_sign_in_at, 'epoch')`, type: 'timestamptz' },
      },
      defaultSort: 'username',
      id: { sql: sql`users.id`, type: 'uuid' },
    },
    query,
  )
}

export async function findUser(database: Kysely<Database>, id: string): Promise<UserRow | undefined> {
  return database.selectFrom('users').select(columns).where('id', '=', id).executeTakeFirst()
}

/** Inserts a user; undefined when the name is taken. */
export async function insertUser(database: Kysely<Database>, values: Insertable<Database['users']>): Promise<UserRow | undefined> {
  return database
    .insertInto('users')
    .values(values)
    .onConflict((conflict) => conflict.column('username').doNothing())
    .returning(columns)
    .executeTakeFirst()
}

export async function setUserFields(database: Kysely<Database>, id: string, values: Updateable<Database['users']>): Promise<void> {
  if (Object.keys(values).length > 0) await database.updateTable('users').set(values).where('id', '=', id).execute()
}

export async function deleteUserRow(database: Kysely<Database>, id: string): Promise<void> {
  await database.deleteFrom('users').where('id', '=', id).execute()
}

export async function endSessions(database: Kysely<Database>, user: string): Promise<void> {
  await database.deleteFrom('sessions').where('user_id', '=', user).execute()
}

/** Any number: two changes that each leave the other administrator must not run at once. */
const administratorsLock = 412_906_378

export async function lockAdministrators(database: Kysely<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${administratorsLock})`.execute(database)
}
