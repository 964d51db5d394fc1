/**
 * Runs generators a few at a time and yields what they yield, in the order in which it comes. Each waits until its last value was taken.
 * When the reader stops early, the ones that run are ended.
 */
export async function* mergeGenerators<T>(
  starts: readonly (() => AsyncGenerator<T, void, undefined>)[],
  atOnce: number,
): AsyncGenerator<T, void, undefined> {
  type Turn = { readonly generator: AsyncGenerator<T, void, undefined>; readonly result: IteratorResult<T, void> }
  const waiting = [...starts]
  const running = new Map<AsyncGenerator<T, void, undefined>, Promise<Turn>>()
  const advance = (generator: AsyncGenerator<T, void, undefined>): void => {
    running.set(
      generator,
      generator.next().then((result) => ({ generator, result })),
    )
  }
  try {
    for (;;) {
      while (running.size < atOnce && waiting.length > 0) advance((waiting.shift() as (typeof starts)[number])())
      if (running.size === 0) return
      const { generator, result } = await Promise.race(running.values())
      if (result.done === true) running.delete(generator)
      else {
        yield result.value
        advance(generator)
      }
    }
  } finally {
    for (const [generator, turn] of running) {
      turn.catch(() => undefined)
      generator.return().catch(() => undefined)
    }
  }
}
