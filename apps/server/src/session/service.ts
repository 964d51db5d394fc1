import type { Session } from '@toride/contract/session'
import { tenantScope } from '@toride/core/access'
import type { Locale } from '@toride/core/locale'
import { readAssignments, writeAssignments } from '../access/assignments.ts'
import { sessionLifeMs } from '../access/authenticate.ts'
import { hashPassword, isPassword } from '../access/password.ts'
import { type Principal, permissionsAllowed } from '../access/principal.ts'
import { hashSecret, newSecret } from '../access/secret.ts'
import type { CallerContext, InputOf, RequestContext } from '../app/context.ts'
import { change, recordChange } from '../app/record-change.ts'
import { RequestProblem } from '../app/request-problem.ts'
import {
  deleteExpiredSessions,
  deleteSession,
  findPassword,
  findUserByName,
  insertFirstUser,
  insertSession,
  updateUser,
} from './queries.ts'

export function getSession({ principal, setupToken }: RequestContext) {
  return {
    session: principal === undefined ? null : sessionOf(principal),
    setupNeeded: setupToken.current() !== undefined,
    providers: [],
  }
}

/** Makes the first administrator; of two that try at once, one succeeds. */
export async function setUp(context: RequestContext, input: InputOf<'setUp'>['body']): Promise<Session> {
  const { setupToken, now } = context
  if (setupToken.current() === undefined) throw new RequestProblem('setup-closed')
  await context.limitAttempts('setup')
  if (!setupToken.matches(input.token)) throw new RequestProblem('setup-token-wrong')
  const hash = await hashPassword(input.password)
  const { username, displayName = '', email = null } = input
  const user = await context.database.transaction().execute(async (transaction) => {
    const made = await insertFirstUser(transaction, {
      username,
      display_name: displayName,
      email,
      password_hash: hash,
      last_sign_in_at: now(),
    })
    if (made === undefined) throw new RequestProblem('setup-closed')
    await writeAssignments(transaction, 'user_id', made.id, [{ role: 'clusterAdmin', scope: tenantScope }])
    const target = { kind: 'user', id: made.id, name: username }
    await recordChange(transaction, context, { action: 'user.create-first', target, after: { role: 'clusterAdmin' } })
    return made
  })
  await setupToken.close()
  return startSession(context, { id: user.id, username, displayName, email, locale: null }, false)
}

/** Signs in. Whether the name or the password was wrong is not told, by words or by time. */
export async function signIn(context: RequestContext, { username, password }: InputOf<'signIn'>['body']): Promise<Session> {
  const name = username.trim().toLowerCase()
  await context.limitAttempts(`sign-in ${name}`)
  const user = await findUserByName(context.database, name)
  const isRight = await isPassword(password, user?.password_hash)
  if (user === undefined || !isRight || user.disabled) {
    const target = { kind: 'session', id: null, name: user === undefined ? '' : name }
    await recordChange(context.database, { ...context, principal: undefined }, { action: 'session.refuse', target })
    throw new RequestProblem('sign-in-failed')
  }
  await updateUser(context.database, user.id, { last_sign_in_at: context.now() })
  const { id, email, locale, display_name: displayName } = user
  return startSession(context, { id, username: name, displayName, email, locale: locale as Locale | null }, user.password_change_required)
}

/** Ends the session of the request, if it has one. */
export async function signOut(context: RequestContext): Promise<void> {
  const { principal } = context
  if (principal?.credential.kind === 'session') {
    await deleteSession(context.database, principal.credential.hash)
    const target = { kind: 'session', id: null, name: principal.user.username }
    await recordChange(context.database, context, { action: 'session.end', target })
  }
  context.setSession(undefined)
}

export async function changePassword(context: CallerContext, input: InputOf<'changePassword'>['body']): Promise<Session> {
  const { user, credential } = context.principal
  // A token that could change the password would outlive being revoked.
  if (credential.kind !== 'session') throw new RequestProblem('not-allowed', { permission: 'a session' })
  await context.limitAttempts(`password ${user.id}`)
  const found = await findPassword(context.database, user.id)
  if (!(await isPassword(input.currentPassword, found?.password_hash))) throw new RequestProblem('current-password-wrong')
  const hash = await hashPassword(input.newPassword)
  await change(context, ['session'], async (transaction) => {
    await updateUser(transaction, user.id, { password_hash: hash, password_change_required: false })
    await transaction.deleteFrom('sessions').where('user_id', '=', user.id).execute()
    const target = { kind: 'user', id: user.id, name: user.username }
    return { result: undefined, change: { action: 'user.change-password', target }, user: user.id }
  })
  return startSession(context, user, false)
}

export async function updateProfile(context: CallerContext, input: InputOf<'updateProfile'>['body']): Promise<Session> {
  const { user } = context.principal
  const { displayName, email, locale } = input
  const changed = {
    ...(displayName !== undefined && { display_name: displayName }),
    ...(email !== undefined && { email }),
    ...(locale !== undefined && { locale }),
  }
  if (Object.keys(changed).length > 0) {
    await change(context, ['session'], async (transaction) => {
      await updateUser(transaction, user.id, changed)
      const target = { kind: 'user', id: user.id, name: user.username }
      const before = { displayName: user.displayName, email: user.email, locale: user.locale }
      return { result: undefined, change: { action: 'user.update-profile', target, before, after: input }, user: user.id }
    })
  }
  const updated = {
    ...user,
    ...(displayName !== undefined && { displayName }),
    ...(email !== undefined && { email }),
    ...(locale !== undefined && { locale }),
  }
  return sessionOf({ ...context.principal, user: updated })
}

/** A new session with its cookie. Whatever session the browser had before is not continued (session fixation). */
async function startSession(context: RequestContext, user: Principal['user'], passwordChangeRequired: boolean): Promise<Session> {
  const { database, now } = context
  const secret = newSecret()
  const hash = hashSecret(secret)
  const expiresAt = new Date(now().getTime() + sessionLifeMs)
  await deleteExpiredSessions(database, now())
  await insertSession(database, { hash, user_id: user.id, created_at: now(), last_seen_at: now(), expires_at: expiresAt })
  const assignments = (await readAssignments(database, 'user_id', [user.id])).get(user.id) ?? []
  const principal: Principal = { user, assignments, passwordChangeRequired, expiresAt, credential: { kind: 'session', hash } }
  await recordChange(
    database,
    { ...context, principal },
    { action: 'session.begin', target: { kind: 'session', id: null, name: user.username } },
  )
  context.setSession(secret, expiresAt)
  return sessionOf(principal)
}

function sessionOf(principal: Principal): Session {
  const { user, assignments, passwordChangeRequired, expiresAt, credential } = principal
  return {
    user,
    assignments: [...(credential.kind === 'token' ? credential.assignments : assignments)],
    permissions: [...permissionsAllowed(principal)],
    method: credential.kind === 'token' ? 'token' : 'password',
    passwordChangeRequired,
    expiresAt: expiresAt.toISOString(),
  }
}
