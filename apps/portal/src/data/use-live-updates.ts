import { useQueryClient } from '@tanstack/react-query'
import { operationUrl } from '@toride/contract/client'
import type { ChangeEvent, EventTopic } from '@toride/contract/events'
import { useEffect } from 'react'
import { isStaleAfter } from './topics.ts'

/** Changes that come within this time are answered with one round of questions. */
const gatherMs = 400

/** Listens to what changed on the server and asks again for what is shown of it. */
export function useLiveUpdates(enabled: boolean): void {
  const client = useQueryClient()
  useEffect(() => {
    if (!enabled) return undefined
    const source = new EventSource(operationUrl('streamEvents', {}))
    let topics = new Set<EventTopic>()
    let timer: number | undefined
    const refresh = () => {
      timer = undefined
      const changed = topics
      topics = new Set()
      void client.invalidateQueries({ predicate: ({ queryKey }) => isStaleAfter(queryKey[0], changed) })
    }
    const hear = (event: MessageEvent<string>) => {
      for (const topic of (JSON.parse(event.data) as ChangeEvent).topics) topics.add(topic)
      timer ??= window.setTimeout(refresh, gatherMs)
    }
    const reset = () => void client.invalidateQueries()
    source.addEventListener('change', hear)
    source.addEventListener('reset', reset)
    // What happened before the connection stood, or while it was away, is not told afterwards; an answer from before may be old.
    source.addEventListener('open', reset)
    return () => {
      source.close()
      window.clearTimeout(timer)
    }
  }, [client, enabled])
}
