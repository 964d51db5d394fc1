import type { Database } from '@toride/store/schema'
import type { Kysely } from 'kysely'

/** Whether somebody can manage users: a cluster admin of the whole tenant who may sign in, other than `except`. */
export async function hasAdministrator(database: Kysely<Database>, except?: string): Promise<boolean> {
  const found = await database
    .selectFrom('role_assignments')
    .innerJoin('users', 'users.id', 'role_assignments.user_id')
    .select('users.id')
    .where('role', '=', 'clusterAdmin')
    .where('level', '=', 'tenant')
    .where('disabled', '=', false)
    .$if(except !== undefined, (query) => query.where('users.id', '<>', except ?? ''))
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
