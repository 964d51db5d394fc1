import type { EventTopic } from '@toride/contract/events'
import { notify } from '@toride/store/notify'
import type { Database } from '@toride/store/schema'
import type { Kysely } from 'kysely'

/** The channel on which all servers of one database tell each other what changed. */
export const changeChannel = 'toride_change'

/** What changed and where; `null` stands for the whole environment, cluster, or all namespaces. */
export type PublishedChange = {
  readonly topics: readonly EventTopic[]
  readonly environment: string | null
  readonly cluster: string | null
  readonly namespaces: readonly string[] | null
  /** Set for what belongs to one user alone. */
  readonly user: string | null
}

/** A notification carries less than 8000 bytes; a namespace has at most 63. */
const namespacesPerNotification = 80

/** Tells every server what changed, once the transaction is committed. */
export async function publishChange(database: Kysely<Database>, change: PublishedChange): Promise<void> {
  const { namespaces } = change
  if (namespaces === null || namespaces.length <= namespacesPerNotification) return notify(database, changeChannel, JSON.stringify(change))
  for (let index = 0; index < namespaces.length; index += namespacesPerNotification) {
    const some = namespaces.slice(index, index + namespacesPerNotification)
    await notify(database, changeChannel, JSON.stringify({ ...change, namespaces: some }))
  }
}
