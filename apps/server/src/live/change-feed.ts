import { randomUUID } from 'node:crypto'
import { listen } from '@toride/store/listen'
import { changeChannel, type PublishedChange } from './publish-change.ts'

/** A change with its place in the order of this server; without a change, some may have been missed. */
export type FeedEvent = { readonly id: string; readonly change: PublishedChange | undefined }

/** All changes of all servers, as they are committed. */
export type ChangeFeed = {
  subscribe(listener: (event: FeedEvent) => void): () => void
  /** What came after an event; undefined when that is no longer known here. */
  since(id: string): readonly FeedEvent[] | undefined
  stop(): Promise<void>
}

/** How many events somebody may miss and still get all of them. */
const kept = 1000

/** Listens to the changes of the database at `url`. */
export async function createChangeFeed(url: string): Promise<ChangeFeed> {
  // Ids of another run of the server mean nothing here.
  const run = randomUUID().slice(0, 8)
  let number = 0
  let events: FeedEvent[] = []
  const listeners = new Set<(event: FeedEvent) => void>()

  const add = (change: PublishedChange | undefined): void => {
    number += 1
    const event = { id: `${run}-${number}`, change }
    events.push(event)
    if (events.length > 2 * kept) events = events.slice(-kept)
    for (const listener of listeners) listener(event)
  }

  const listener = await listen(url, [changeChannel], {
    onNotification: (_, payload) => add(JSON.parse(payload) as PublishedChange),
    onRestored: () => add(undefined),
  })

  return {
    subscribe: (receiver) => {
      listeners.add(receiver)
      return () => listeners.delete(receiver)
    },
    since: (id) => {
      if (id === `${run}-${number}`) return []
      const index = events.findIndex((event) => event.id === id)
      return index < 0 ? undefined : events.slice(index + 1)
    },
    stop: () => listener.stop(),
  }
}
