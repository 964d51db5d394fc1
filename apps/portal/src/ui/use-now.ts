import { useSyncExternalStore } from 'react'

const everyMs = 30_000
const listeners = new Set<() => void>()
let now = new Date()
let timer: number | undefined

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) now = new Date()
  listeners.add(listener)
  timer ??= window.setInterval(() => {
    now = new Date()
    for (const notify of listeners) notify()
  }, everyMs)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    window.clearInterval(timer)
    timer = undefined
  }
}

/** The present, renewed twice a minute by one timer for all who show it. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, () => now)
}
