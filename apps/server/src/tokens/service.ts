import type { Token } from '@toride/contract/tokens'
import { type Assignment, covers, permissionsOfRole } from '@toride/core/access'
import { readAssignments, scopesExist, writeAssignments } from '../access/assignments.ts'
import { scopesAllowed } from '../access/principal.ts'
import { hashSecret, newSecret } from '../access/secret.ts'
import type { CallerContext, InputOf } from '../app/context.ts'
import { change } from '../app/record-change.ts'
import { RequestProblem } from '../app/request-problem.ts'
import { countTokens, insertToken, readTokens, revoke, type TokenRow } from './queries.ts'

/** Recognised in logs and by scanners for secrets. */
const tokenPrefix = 'toride_'
const shownCharacters = tokenPrefix.length + 6
const mostTokens = 100
const dayMs = 24 * 3_600_000

export async function listTokens(context: CallerContext, query: InputOf<'listTokens'>['query']) {
  const { user } = context.principal
  const page = await readTokens(context.database, user.id, query)
  const assignments = await readAssignments(
    context.database,
    'token_id',
    page.items.map(({ id }) => id),
  )
  const now = context.now()
  return { ...page, items: page.items.map((row) => tokenOf(row, user, assignments.get(row.id) ?? [], now)) }
}

/** Makes a token. Its secret is in the answer and nowhere else. */
export async function createToken(context: CallerContext, input: InputOf<'createToken'>['body']) {
  const { user, credential } = context.principal
  // A token that makes tokens would never end.
  if (credential.kind !== 'session') throw new RequestProblem('not-allowed', { permission: 'a session' })
  const exceeding = input.assignments.find((assignment) => !isWithinOwn(context, assignment))
  if (exceeding !== undefined) throw new RequestProblem('grant-exceeds-own', { role: exceeding.role })
  const secret = `${tokenPrefix}${newSecret()}`
  const now = context.now()
  return change(context, ['tokens'], async (transaction) => {
    const scopes = input.assignments.map(({ scope }) => scope)
    if (!(await scopesExist(transaction, scopes))) throw new RequestProblem('scope-not-found')
    if ((await countTokens(transaction, user.id, now)) >= mostTokens) throw new RequestProblem('limit-reached', { limit: mostTokens })
    const row = await insertToken(transaction, {
      user_id: user.id,
      name: input.name,
      prefix: secret.slice(0, shownCharacters),
      hash: hashSecret(secret),
      created_at: now,
      expires_at: new Date(now.getTime() + input.expiresInDays * dayMs),
    })
    await writeAssignments(transaction, 'token_id', row.id, input.assignments)
    const token = tokenOf(row, user, input.assignments, now)
    const after = { assignments: input.assignments, expiresAt: token.expiresAt }
    return {
      result: { token, secret },
      change: { action: 'token.create', target: { kind: 'token', id: row.id, name: input.name }, after },
      user: user.id,
    }
  })
}

export async function revokeToken(context: CallerContext, id: string): Promise<void> {
  const { user } = context.principal
  await change(context, ['tokens'], async (transaction) => {
    const row = await revoke(transaction, user.id, id, context.now())
    if (row === undefined) throw new RequestProblem('not-found')
    return { result: undefined, change: { action: 'token.revoke', target: { kind: 'token', id, name: row.name } }, user: user.id }
  })
}

/** Whether the caller has everything that the role gives, at the whole scope. */
function isWithinOwn({ principal }: CallerContext, { role, scope }: Assignment): boolean {
  return permissionsOfRole[role].every((permission) => scopesAllowed(principal, permission).some((own) => covers(own, scope)))
}

function tokenOf(row: TokenRow, owner: { id: string; username: string }, assignments: readonly Assignment[], now: Date): Token {
  const { id, name, prefix, created_at, expires_at, last_used_at, revoked_at } = row
  return {
    id,
    name,
    prefix,
    owner: { id: owner.id, username: owner.username },
    assignments: [...assignments],
    createdAt: created_at.toISOString(),
    expiresAt: expires_at.toISOString(),
    lastUsedAt: last_used_at?.toISOString() ?? null,
    state: revoked_at !== null ? 'revoked' : expires_at <= now ? 'expired' : 'active',
  }
}
