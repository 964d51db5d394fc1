import { setTimeout as delay } from 'node:timers/promises'

/** Time and chance, so that tests decide them. */
export type Timing = {
  now(): Date
  /** Resolves after so many milliseconds, at once when the signal stops it. */
  wait(ms: number, signal: AbortSignal): Promise<void>
  /** At least 0, less than 1. */
  random(): number
}

export const systemTiming: Timing = {
  now: () => new Date(),
  wait: (ms, signal) => delay(ms, undefined, { signal, ref: true }).catch(() => undefined),
  random: Math.random,
}

/** A time around `ms`, up to a fifth less or more: many that start together do not come back together. */
export function jittered(ms: number, timing: Timing): number {
  return ms * (0.8 + 0.4 * timing.random())
}
