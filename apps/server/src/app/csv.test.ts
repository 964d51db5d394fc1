import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { columnsOf, csvLine, headingLine } from './csv.ts'

const item = z.object({
  name: z.string(),
  place: z.object({ id: z.string(), name: z.string() }).nullable(),
  images: z.array(z.string()),
  labels: z.record(z.string(), z.string()),
  count: z.number(),
})
const columns = columnsOf(item)

test('objects within an item become columns, lists and maps become one each', () => {
  assert.equal(headingLine(columns), 'name,place.id,place.name,images,labels,count\r\n')
  const cart = { name: 'cart', place: { id: '1', name: 'east' }, images: ['a', 'b'], labels: { app: 'cart' }, count: 3 }
  assert.equal(csvLine(columns, cart), 'cart,1,east,a; b,"{""app"":""cart""}",3\r\n')
})

test('what is missing is an empty cell', () => {
  assert.equal(csvLine(columns, { name: 'x', place: null, images: [], labels: {}, count: 0 }), 'x,,,,{},0\r\n')
})

test('quotes, commas and line breaks stay in their cell', () => {
  assert.ok(csvLine(columns, { name: 'a"b,c\nd', place: null, images: [], labels: {}, count: 0 }).startsWith('"a""b,c\nd",'))
})

test('a name that a spreadsheet would run as a formula is text', () => {
  for (const name of ['=1+1', '+1', '-1+2', '@sum', '\tx']) {
    assert.ok(csvLine(columns, { name, place: null, images: [], labels: {}, count: -5 }).startsWith(`'${name}`), name)
  }
  assert.ok(csvLine(columns, { name: 'x', place: null, images: [], labels: {}, count: -5 }).endsWith(',-5\r\n'))
})
