import type { Database } from '@toride/store/schema'
import { type Insertable, type Kysely, sql, type Updateable } from 'kysely'
import { hasAdministrator } from '../access/has-administrator.ts'

export async function findUserByName(database: Kysely<Database>, username: string) {
  return database.selectFrom('users').selectAll().where('username', '=', username).executeTakeFirst()
}

export async function findPassword(database: Kysely<Database>, id: string) {
  return database.selectFrom('users').select('password_hash').where('id', '=', id).executeTakeFirst()
}

export async function updateUser(database: Kysely<Database>, id: string, values: Updateable<Database['users']>): Promise<void> {
  await database.updateTable('users').set(values).where('id', '=', id).execute()
}

/** Any number, the same in all servers: who holds it may make the first administrator. */
const setupLock = 412_906_377

/** Inserts a user if no administrator exists; undefined when there is one. The lock lasts until the transaction ends. */
export async function insertFirstUser(database: Kysely<Database>, values: Insertable<Database['users']>) {
  await sql`select pg_advisory_xact_lock(${setupLock})`.execute(database)
  if (await hasAdministrator(database)) return undefined
  return database
    .insertInto('users')
    .values(values)
    .onConflict((conflict) => conflict.column('username').doUpdateSet({ ...values, disabled: false }))
    .returning('id')
    .executeTakeFirst()
}

export async function insertSession(database: Kysely<Database>, values: Insertable<Database['sessions']>): Promise<void> {
  await database.insertInto('sessions').values(values).execute()
}

export async function deleteSession(database: Kysely<Database>, hash: Buffer): Promise<void> {
  await database.deleteFrom('sessions').where('hash', '=', hash).execute()
}

export async function deleteExpiredSessions(database: Kysely<Database>, now: Date): Promise<void> {
  await database.deleteFrom('sessions').where('expires_at', '<=', now).execute()
}
