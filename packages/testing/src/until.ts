import { setTimeout as delay } from 'node:timers/promises'

/**
 * Waits for a condition that no event tells of, such as a file that another process writes.
 *
 * @returns the first result that is neither false nor undefined
 * @throws Error naming `what` when it does not come within `timeoutMs`
 */
export async function until<T>(what: string, condition: () => T | Promise<T>, timeoutMs = 30_000): Promise<Exclude<T, false | undefined>> {
  const end = performance.now() + timeoutMs
  for (;;) {
    const result = await condition()
    if (result !== false && result !== undefined) return result as Exclude<T, false | undefined>
    if (performance.now() > end) throw new Error(`Waited ${timeoutMs} ms in vain: ${what}`)
    await delay(5)
  }
}
