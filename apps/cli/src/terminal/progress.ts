import type { Output } from '../io.ts'
import { safeText } from './safe-text.ts'

/** Shows on a terminal what is being done; elsewhere it stays silent. */
export type Progress = { show(text: string): void; done(): void }

const intervalMs = 100

export function progressOn(output: Output, environment: Readonly<Record<string, string | undefined>>): Progress {
  if (output.isTTY !== true || environment.TERM === 'dumb') return { show() {}, done() {} }
  let shownAt = 0
  let isShown = false
  return {
    show(text) {
      const now = performance.now()
      if (now - shownAt < intervalMs) return
      shownAt = now
      isShown = true
      output.write(`\r\u001b[K${safeText(text).slice(0, (output.columns ?? 80) - 1)}`)
    },
    done() {
      if (isShown) output.write('\r\u001b[K')
      isShown = false
    },
  }
}
