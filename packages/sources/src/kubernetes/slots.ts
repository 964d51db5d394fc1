/** Lets a bounded number of tasks run at once; the others wait in order. */
export type Slots = { run<T>(task: () => Promise<T>): Promise<T> }

export function createSlots(count: number): Slots {
  let free = count
  const waiting: (() => void)[] = []
  return {
    run: async (task) => {
      if (free > 0) free--
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        return await task()
      } finally {
        const next = waiting.shift()
        if (next === undefined) free++
        else next()
      }
    },
  }
}
