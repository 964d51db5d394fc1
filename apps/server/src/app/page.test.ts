import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { facetsOfItems, pageOfItems } from './page.ts'
import { RequestProblem } from './request-problem.ts'

type Item = { readonly id: string; readonly name: string; readonly count: number }

const items = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    name: fc.string({ maxLength: 3 }),
    count: fc.oneof(fc.integer({ min: -2, max: 12 }), fc.double({ noNaN: true, min: 0, max: 2 })),
  }),
  { selector: ({ id }) => id, maxLength: 30 },
)
const orders = { name: ({ name }: Item) => name, count: ({ count }: Item) => count }
const idOf = ({ id }: Item) => id

function allPages(all: readonly Item[], sort: string, limit: number): Item[] {
  const found: Item[] = []
  for (let cursor: string | undefined; ; ) {
    const page = pageOfItems(all, orders, idOf, { sort, limit, cursor }, 'name')
    found.push(...page.items)
    assert.ok(page.items.length <= limit)
    if (page.nextCursor === null) return found
    cursor = page.nextCursor
  }
}

test('pages put together are the whole list in order, each item once', () => {
  fc.assert(
    fc.property(items, fc.constantFrom('name', '-name', 'count', '-count'), fc.integer({ min: 1, max: 7 }), (all, sort, limit) => {
      const found = allPages(all, sort, limit)
      assert.equal(new Set(found.map(idOf)).size, all.length)
      const order = orders[sort.replace('-', '') as keyof typeof orders]
      const sign = sort.startsWith('-') ? -1 : 1
      for (const [index, item] of found.entries()) {
        const next = found[index + 1]
        if (next === undefined) continue
        const [a, b] = [order(item), order(next)]
        assert.ok(sign === 1 ? a <= b : a >= b)
      }
    }),
  )
})

test('what is added before the place of a cursor does not come twice', () => {
  const three = ['a', 'c', 'e'].map((name) => ({ id: name, name, count: 0 }))
  const first = pageOfItems(three, orders, idOf, { limit: 2 }, 'name')
  const more = [...three, { id: 'b', name: 'b', count: 0 }]
  const second = pageOfItems(more, orders, idOf, { limit: 2, cursor: first.nextCursor ?? '' }, 'name')
  assert.deepEqual(second.items.map(idOf), ['e'])
})

test('a cursor of another order, or a made-up one, names the field', () => {
  const page = pageOfItems(
    [1, 2].map((count) => ({ id: `${count}`, name: '', count })),
    orders,
    idOf,
    { limit: 1, sort: 'count' },
    'name',
  )
  for (const cursor of [page.nextCursor ?? '', 'nonsense', Buffer.from('[1,2]').toString('base64url')]) {
    assert.throws(
      () => pageOfItems([], orders, idOf, { cursor, sort: 'name' }, 'name'),
      (error) => error instanceof RequestProblem && error.fields[0]?.path === 'query/cursor',
    )
  }
})

test('a facet counts under all filters but its own', () => {
  const all = [
    { id: '1', name: 'a', count: 1 },
    { id: '2', name: 'a', count: 2 },
    { id: '3', name: 'b', count: 2 },
  ]
  const filters = { name: (item: Item) => item.name === 'a', count: (item: Item) => item.count === 2 }
  const facets = { name: (item: Item) => [{ value: item.name }], count: (item: Item) => [{ value: String(item.count) }] }
  assert.deepEqual(facetsOfItems(all, filters, facets, ['name', 'count']), {
    name: [
      { value: 'a', count: 1 },
      { value: 'b', count: 1 },
    ],
    count: [
      { value: '1', count: 1 },
      { value: '2', count: 1 },
    ],
  })
})
