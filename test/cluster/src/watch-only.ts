/**
 * Follows a cluster and does nothing with it, to measure what that takes: `node watch-only.ts KUBECONFIG`. Writes one line of JSON when
 * everything is synced, then one per second, until its standard input ends.
 */
import { createClient } from '@toride/sources/kubernetes/client'
import type { KindState } from '@toride/sources/kubernetes/cluster-state'
import { findConnection } from '@toride/sources/kubernetes/connection'
import { watchCluster } from '@toride/sources/kubernetes/watch-cluster'

const found = findConnection({ kubeconfig: process.argv[2] })
if (!found.ok) throw new Error(found.problem.message)
const stop = new AbortController()
const states = new Map<string, KindState>()
let changes = 0
let isSynced = false

const say = (): void => {
  const { rss, heapUsed } = process.memoryUsage()
  const maxRssBytes = process.resourceUsage().maxRSS * 1024
  console.log(
    JSON.stringify({ isSynced, changes, rssBytes: rss, maxRssBytes, heapBytes: heapUsed, afterMs: Math.round(performance.now()) }),
  )
}

process.stdin.on('end', () => stop.abort()).resume()
const timer = setInterval(say, 1000)
await watchCluster({
  client: createClient(found.value),
  signal: stop.signal,
  onConnection: () => undefined,
  onChanges: (batch) => {
    changes += batch.length
  },
  onState: (state) => {
    states.set(`${state.resource.name}.${state.resource.group}`, state)
    const wasSynced = isSynced
    isSynced = states.size > 10 && [...states.values()].every(({ status }) => status === 'synced')
    if (isSynced && !wasSynced) say()
  },
})
clearInterval(timer)
process.exit(0)
