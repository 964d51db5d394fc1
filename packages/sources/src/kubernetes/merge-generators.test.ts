import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mergeGenerators } from './merge-generators.ts'

test('everything that every generator yields comes, some generators at a time', async () => {
  let running = 0
  let most = 0
  const start = (name: string) =>
    async function* () {
      most = Math.max(most, ++running)
      for (let index = 0; index < 3; index++) {
        await new Promise((done) => setImmediate(done))
        yield `${name}${index}`
      }
      running--
    }
  const found: string[] = []
  for await (const value of mergeGenerators(['a', 'b', 'c', 'd', 'e'].map(start), 2)) found.push(value)
  assert.deepEqual(
    found.toSorted(),
    ['a', 'b', 'c', 'd', 'e'].flatMap((name) => [`${name}0`, `${name}1`, `${name}2`]),
  )
  assert.equal(most, 2)
})

test('a reader that stops ends the generators that run', async () => {
  const ended: string[] = []
  const start = (name: string) =>
    async function* () {
      try {
        for (;;) yield name
      } finally {
        ended.push(name)
      }
    }
  for await (const _ of mergeGenerators([start('a'), start('b'), start('c')], 2)) break
  await new Promise((done) => setImmediate(done))
  assert.deepEqual(ended.toSorted(), ['a', 'b'])
})

test('an error of one reaches the reader', async () => {
  const failing = async function* (): AsyncGenerator<string, void, undefined> {
    yield 'a'
    throw new Error('broken')
  }
  await assert.rejects(async () => {
    for await (const _ of mergeGenerators([failing, failing], 2));
  }, /broken/)
})
