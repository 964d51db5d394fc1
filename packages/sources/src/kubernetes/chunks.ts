import type { Readable } from 'node:stream'

/**
 * The pieces of a body as they arrive. When none arrives for `idleMs` the body is destroyed and reading fails; time that the reader
 * itself takes does not count.
 */
export async function* chunksOf(body: Readable, idleMs: number): AsyncGenerator<Buffer, void, undefined> {
  const watch = () => setTimeout(() => body.destroy(new Error(`nothing arrived for ${idleMs / 1000} s`)), idleMs)
  let timer = watch()
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      clearTimeout(timer)
      yield chunk
      timer = watch()
    }
  } finally {
    clearTimeout(timer)
  }
}
