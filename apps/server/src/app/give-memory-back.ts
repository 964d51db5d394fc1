import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** V8 keeps the memory of a burst until it needs it again, which in a quiet server is never; a moment later is early enough. */
const waitMs = 1_000

/**
 * A function that has V8 look for garbage after a burst of work, such as reading a large cluster for the first time. It
 * takes a tenth of a second and gives hundreds of megabytes back.
 */
export function memoryGiver(): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  setFlagsFromString('--no-expose-gc')
  const timer = setTimeout(collect, waitMs).unref()
  return () => {
    timer.refresh()
  }
}
