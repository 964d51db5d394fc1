import type { User } from '@toride/contract/users'
import type { Assignment } from '@toride/core/access'
import type { Database } from '@toride/store/schema'
import type { Kysely } from 'kysely'
import { readAssignments, scopesExist, writeAssignments } from '../access/assignments.ts'
import { hasAdministrator } from '../access/has-administrator.ts'
import { hashPassword } from '../access/password.ts'
import type { CallerContext, InputOf } from '../app/context.ts'
import { change } from '../app/record-change.ts'
import { RequestProblem } from '../app/request-problem.ts'
import { deleteUserRow, endSessions, findUser, insertUser, lockAdministrators, readUsers, setUserFields, type UserRow } from './queries.ts'

export async function listUsers({ database }: CallerContext, query: InputOf<'listUsers'>['query']) {
  const page = await readUsers(database, query)
  const assignments = await readAssignments(
    database,
    'user_id',
    page.items.map(({ id }) => id),
  )
  return { ...page, items: page.items.map((row) => userOf(row, assignments.get(row.id) ?? [])) }
}

export async function getUser({ database }: CallerContext, id: string): Promise<User> {
  return userWithRoles(database, id)
}

export async function createUser(context: CallerContext, input: InputOf<'createUser'>['body']): Promise<User> {
  const { username, displayName = '', email = null, assignments } = input
  const hash = await hashPassword(input.password)
  return change(context, ['users'], async (transaction) => {
    await requireScopes(transaction, assignments)
    const row = await insertUser(transaction, {
      username,
      display_name: displayName,
      email,
      password_hash: hash,
      password_change_required: true,
    })
    if (row === undefined) throw new RequestProblem('name-taken', { name: username })
    await writeAssignments(transaction, 'user_id', row.id, assignments)
    const target = { kind: 'user', id: row.id, name: username }
    return { result: userOf(row, assignments), change: { action: 'user.create', target, after: { displayName, email, assignments } } }
  })
}

export async function updateUser(context: CallerContext, id: string, input: InputOf<'updateUser'>['body']): Promise<User> {
  return change(context, ['users'], async (transaction) => {
    await lockAdministrators(transaction)
    const before = await userWithRoles(transaction, id)
    const { displayName, email, disabled, assignments } = input
    await setUserFields(transaction, id, {
      ...(displayName !== undefined && { display_name: displayName }),
      ...(email !== undefined && { email }),
      ...(disabled !== undefined && { disabled }),
    })
    if (assignments !== undefined) {
      await requireScopes(transaction, assignments)
      await writeAssignments(transaction, 'user_id', id, assignments)
    }
    if (disabled === true) await endSessions(transaction, id)
    if (!(await hasAdministrator(transaction))) throw new RequestProblem('last-administrator')
    const result = await userWithRoles(transaction, id)
    const target = { kind: 'user', id, name: before.username }
    return { result, change: { action: 'user.update', target, before: summary(before), after: summary(result) } }
  })
}

export async function deleteUser(context: CallerContext, id: string): Promise<void> {
  await change(context, ['users'], async (transaction) => {
    await lockAdministrators(transaction)
    const before = await userWithRoles(transaction, id)
    if (!(await hasAdministrator(transaction, id))) throw new RequestProblem('last-administrator')
    await deleteUserRow(transaction, id)
    return {
      result: undefined,
      change: { action: 'user.delete', target: { kind: 'user', id, name: before.username }, before: summary(before) },
    }
  })
}

export async function resetPassword(context: CallerContext, id: string, password: string): Promise<void> {
  const hash = await hashPassword(password)
  await change(context, ['users'], async (transaction) => {
    const { username } = await userWithRoles(transaction, id)
    await setUserFields(transaction, id, { password_hash: hash, password_change_required: true })
    await endSessions(transaction, id)
    return { result: undefined, change: { action: 'user.reset-password', target: { kind: 'user', id, name: username } } }
  })
}

async function requireScopes(database: Kysely<Database>, assignments: readonly Assignment[]): Promise<void> {
  const scopes = assignments.map(({ scope }) => scope)
  if (!(await scopesExist(database, scopes))) throw new RequestProblem('scope-not-found')
}

async function userWithRoles(database: Kysely<Database>, id: string): Promise<User> {
  const row = await findUser(database, id)
  if (row === undefined) throw new RequestProblem('not-found')
  return userOf(row, (await readAssignments(database, 'user_id', [id])).get(id) ?? [])
}

function summary({ displayName, email, disabled, assignments }: User) {
  return { displayName, email, disabled, assignments }
}

function userOf(row: UserRow, assignments: readonly Assignment[]): User {
  return {
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    email: row.email,
    disabled: row.disabled,
    passwordChangeRequired: row.password_change_required,
    assignments: [...assignments],
    createdAt: row.created_at.toISOString(),
    lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
  }
}
