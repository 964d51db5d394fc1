import type { Locale } from '@toride/core/locale'
import type { Database } from '@toride/store/schema'
import type { FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { Services } from '../app/context.ts'
import { readAssignments } from './assignments.ts'
import type { Principal } from './principal.ts'
import { hashSecret } from './secret.ts'
import { sessionSecretOf } from './session-cookie.ts'

/** A session ends this long after the last request, in milliseconds, and in any case when its time is over. */
const sessionIdleMs = 12 * 3_600_000
export const sessionLifeMs = 7 * 24 * 3_600_000

/** Writing down every request would cost more than most requests do. */
const seenEveryMs = 60_000

/**
 * Who the request is from: the user of the session in its cookie, or the owner of the API token in its header. A
 * credential that is wrong, expired or revoked, or whose user may not sign in any more, is nobody's.
 */
export async function authenticate(
  { store, now }: Pick<Services, 'store' | 'now'>,
  request: FastifyRequest,
): Promise<Principal | undefined> {
  const { authorization } = request.headers
  if (authorization !== undefined) {
    const [, token] = /^Bearer ([\w-]{1,200})$/i.exec(authorization) ?? []
    return token === undefined ? undefined : principalOfToken(store.database, token, now())
  }
  const secret = sessionSecretOf(request)
  return secret === undefined ? undefined : principalOfSession(store.database, secret, now())
}

async function principalOfSession(database: Kysely<Database>, secret: string, now: Date): Promise<Principal | undefined> {
  const hash = hashSecret(secret)
  const row = await database
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['users.id', 'username', 'display_name', 'email', 'locale', 'password_change_required', 'expires_at', 'last_seen_at'])
    .where('hash', '=', hash)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', new Date(now.getTime() - sessionIdleMs))
    .where('disabled', '=', false)
    .executeTakeFirst()
  if (row === undefined) return undefined
  if (now.getTime() - row.last_seen_at.getTime() > seenEveryMs) {
    await database.updateTable('sessions').set({ last_seen_at: now }).where('hash', '=', hash).execute()
  }
  return {
    user: userOf(row),
    assignments: (await readAssignments(database, 'user_id', [row.id])).get(row.id) ?? [],
    passwordChangeRequired: row.password_change_required,
    expiresAt: row.expires_at,
    credential: { kind: 'session', hash },
  }
}

async function principalOfToken(database: Kysely<Database>, token: string, now: Date): Promise<Principal | undefined> {
  const row = await database
    .selectFrom('tokens')
    .innerJoin('users', 'users.id', 'tokens.user_id')
    .select([
      'users.id',
      'username',
      'display_name',
      'email',
      'locale',
      'tokens.id as token_id',
      'tokens.name',
      'expires_at',
      'last_used_at',
    ])
    .where('hash', '=', hashSecret(token))
    .where('expires_at', '>', now)
    .where('revoked_at', 'is', null)
    .where('disabled', '=', false)
    .executeTakeFirst()
  if (row === undefined) return undefined
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() > seenEveryMs) {
    await database.updateTable('tokens').set({ last_used_at: now }).where('id', '=', row.token_id).execute()
  }
  const ofUser = await readAssignments(database, 'user_id', [row.id])
  const ofToken = await readAssignments(database, 'token_id', [row.token_id])
  return {
    user: userOf(row),
    assignments: ofUser.get(row.id) ?? [],
    passwordChangeRequired: false,
    expiresAt: row.expires_at,
    credential: { kind: 'token', id: row.token_id, name: row.name, assignments: ofToken.get(row.token_id) ?? [] },
  }
}

type UserRow = { id: string; username: string; display_name: string; email: string | null; locale: string | null }

function userOf({ id, username, display_name, email, locale }: UserRow): Principal['user'] {
  return { id, username, displayName: display_name, email, locale: locale as Locale | null }
}
