import type { EventTopic } from '@toride/contract/events'
import type { Database } from '@toride/store/schema'
import type { Kysely, Transaction } from 'kysely'
import { publishChange } from '../live/publish-change.ts'
import type { RequestContext } from './context.ts'

/** What somebody did, for the audit log. `before` and `after` are summaries, never secrets. */
export type Change = {
  /** Like `exemption.create`. */
  readonly action: string
  readonly target: { readonly kind: string; readonly id: string | null; readonly name: string }
  readonly before?: unknown
  readonly after?: unknown
}

type Actor = Pick<RequestContext, 'principal'> & { readonly address: string | null; readonly isSystem?: boolean }

/** The server itself, when it does something that nobody asked for in a request. */
export const system: Actor = { principal: undefined, address: null, isSystem: true }

/** Adds a change to the audit log, in the transaction of the change itself, so that neither is there without the other. */
export async function recordChange(database: Kysely<Database>, { principal, address, isSystem }: Actor, change: Change): Promise<void> {
  const { action, target, before, after } = change
  await database
    .insertInto('audit_log')
    .values({
      actor_kind: isSystem ? 'system' : principal === undefined ? 'anonymous' : principal.credential.kind === 'token' ? 'token' : 'user',
      actor_name: principal === undefined ? '' : actorName(principal),
      address,
      action,
      target_kind: target.kind,
      target_id: target.id,
      target_name: target.name,
      before: before === undefined ? null : JSON.stringify(before),
      after: after === undefined ? null : JSON.stringify(after),
    })
    .execute()
}

/** How somebody is named in records: a token together with its owner. */
export function actorName({ user, credential }: NonNullable<Actor['principal']>): string {
  return credential.kind === 'token' ? `${user.username} (${credential.name})` : user.username
}

type Made<T> = {
  readonly result: T
  readonly change: Change
  /** Where it was made, for those who look on; left out for what concerns the whole tenant. */
  readonly environment?: string
  readonly cluster?: string
  readonly user?: string
}

/**
 * Makes a change, records it and tells who looks on: all of it, or nothing. `work` says what goes into the record.
 */
export async function change<T>(
  context: RequestContext,
  topics: readonly EventTopic[],
  work: (database: Transaction<Database>) => Promise<Made<T>>,
): Promise<T> {
  return context.database.transaction().execute(async (transaction) => {
    const { result, change: done, environment = null, cluster = null, user = null } = await work(transaction)
    await recordChange(transaction, context, done)
    await publishChange(transaction, { topics, environment, cluster, namespaces: null, user })
    await publishChange(transaction, { topics: ['audit-log'], environment: null, cluster: null, namespaces: null, user: null })
    return result
  })
}
