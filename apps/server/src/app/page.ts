import { defaultPageLimit } from '@toride/contract/page'
import type { Database } from '@toride/store/schema'
import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import { invalidRequest } from './request-problem.ts'

/** The parameters that every list takes. */
export type PageQuery = {
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
  readonly sort?: string | undefined
  readonly facets?: readonly string[] | undefined
  /** False when nobody looks at the total: files are read page after page, and counting is most of the work. */
  readonly countsTotal?: boolean
}

export type FacetValue = { value: string; count: number; label?: string }

export type Page<T> = { items: T[]; nextCursor: string | null; total: number; facets: Record<string, FacetValue[]> }

/** Where the next page begins: after this value of the sort and this id. */
type Cursor = { readonly sort: string; readonly value: string; readonly id: string }

function encodeCursor({ sort, value, id }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url')
}

function decodeCursor(text: string, sort: string, isValid: (cursor: Cursor) => boolean): Cursor {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    parts = undefined
  }
  if (
    Array.isArray(parts) &&
    parts.length === 3 &&
    parts.every((part) => typeof part === 'string' && part.isWellFormed() && !part.includes('\0'))
  ) {
    const cursor = { sort: parts[0] as string, value: parts[1] as string, id: parts[2] as string }
    if (cursor.sort === sort && isValid(cursor)) return cursor
  }
  throw invalidRequest([{ path: 'query/cursor', message: 'does not come from this list in this order' }])
}

const columnTypes = {
  text: () => true,
  bigint: (value: string) => /^-?\d{1,18}$/.test(value),
  timestamptz: (value: string) => /^\d{4,5}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/.test(value),
  uuid: (value: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
} as const

/** An expression to sort by; never null. */
type SortExpression = { readonly sql: RawBuilder<unknown>; readonly type: keyof typeof columnTypes }

export type FacetExpression = {
  readonly value: RawBuilder<unknown>
  /** What the value is called, when it is an id. */
  readonly label?: RawBuilder<unknown>
  /** Joined for this facet alone. */
  readonly join?: RawBuilder<unknown>
  /** Which of the joined rows count. */
  readonly where?: RawBuilder<unknown>
}

export type ListDefinition = {
  readonly select: RawBuilder<unknown>
  readonly from: RawBuilder<unknown>
  /** Holds always: what is visible, and what was chosen by scope. */
  readonly where: RawBuilder<SqlBool>
  /** Each filter that was set, by name; a facet leaves out the filter of its own name. */
  readonly filters: Readonly<Record<string, RawBuilder<SqlBool> | undefined>>
  readonly facets: Readonly<Record<string, FacetExpression>>
  readonly sorts: Readonly<Record<string, SortExpression>>
  readonly defaultSort: string
  readonly id: SortExpression
}

const mostFacetValues = 200

/**
 * One page of rows from the database, with the number of all of them and the facets that were asked for. Pages go on after
 * the last row of the page before, whatever was added or removed meanwhile.
 */
export async function readPage<Row>(database: Kysely<Database>, list: ListDefinition, query: PageQuery): Promise<Page<Row>> {
  const limit = query.limit ?? defaultPageLimit
  const sort = query.sort ?? list.defaultSort
  const isDescending = sort.startsWith('-')
  const by = list.sorts[isDescending ? sort.slice(1) : sort]
  if (by === undefined) throw invalidRequest([{ path: 'query/sort', message: 'is not a field to sort by' }])
  const conditions = whereAll(list)
  const after = query.cursor === undefined ? sql<SqlBool>`true` : afterCursor(query.cursor, sort, isDescending, by, list.id)
  const direction = isDescending ? sql`desc` : sql`asc`
  const rows = await sql<Row & { sort_value: string; sort_id: string }>`
    select ${list.select}, (${by.sql})::text as sort_value, (${list.id.sql})::text as sort_id
    from ${list.from} where ${conditions} and ${after}
    order by ${by.sql} ${direction}, ${list.id.sql} ${direction} limit ${limit + 1}`.execute(database)
  const total = query.countsTotal === false ? 0 : await countAll(database, list.from, conditions)
  const items = rows.rows.slice(0, limit)
  const last = items.at(-1)
  const hasMore = rows.rows.length > limit && last !== undefined
  return {
    items,
    nextCursor: hasMore ? encodeCursor({ sort, value: last.sort_value, id: last.sort_id }) : null,
    total,
    facets: await readFacets(database, list, query.facets ?? []),
  }
}

async function countAll(database: Kysely<Database>, from: RawBuilder<unknown>, where: RawBuilder<SqlBool>): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*) as total from ${from} where ${where}`.execute(database)
  return rows[0]?.total ?? 0
}

function afterCursor(text: string, sort: string, isDescending: boolean, by: SortExpression, id: SortExpression): RawBuilder<SqlBool> {
  const cursor = decodeCursor(text, sort, (given) => columnTypes[by.type](given.value) && columnTypes[id.type](given.id))
  const place = sql`(${cursor.value}::${sql.raw(by.type)}, ${cursor.id}::${sql.raw(id.type)})`
  return isDescending ? sql<SqlBool>`(${by.sql}, ${id.sql}) < ${place}` : sql<SqlBool>`(${by.sql}, ${id.sql}) > ${place}`
}

function whereAll({ where, filters }: Pick<ListDefinition, 'where' | 'filters'>, except?: string): RawBuilder<SqlBool> {
  const set = Object.entries(filters).flatMap(([name, filter]) => (filter === undefined || name === except ? [] : [sql`(${filter})`]))
  return sql<SqlBool>`${sql.join([where, ...set], sql` and `)}`
}

/** Counts the values of facets, each under all filters but its own. */
export async function readFacets(
  database: Kysely<Database>,
  list: Pick<ListDefinition, 'from' | 'where' | 'filters' | 'facets'>,
  names: readonly string[],
): Promise<Record<string, FacetValue[]>> {
  const facets: Record<string, FacetValue[]> = {}
  for (const name of new Set(names)) {
    const facet = list.facets[name]
    if (facet === undefined) continue
    const { rows } = await sql<{ value: string; label: string | null; count: number }>`
      select (${facet.value})::text as value, ${facet.label ?? sql`null`} as label, count(*) as count
      from ${list.from} ${facet.join ?? sql``} where ${whereAll(list, name)} and ${facet.value} is not null and ${facet.where ?? sql`true`}
      group by 1, 2 order by 3 desc, 1 limit ${mostFacetValues}`.execute(database)
    facets[name] = rows.map(({ value, label, count }) => ({ value, count, ...(label !== null && { label }) }))
  }
  return facets
}

export type ItemOrder<T> = (item: T) => string | number

/** The same for a list that is small enough to be whole in memory (checks, clusters). */
export function pageOfItems<T>(
  items: readonly T[],
  orders: Readonly<Record<string, ItemOrder<T>>>,
  idOf: (item: T) => string,
  query: PageQuery,
  defaultSort: string,
): Omit<Page<T>, 'facets'> {
  const limit = query.limit ?? defaultPageLimit
  const sort = query.sort ?? defaultSort
  const order = orders[sort.replace(/^-/, '')] ?? idOf
  const direction = sort.startsWith('-') ? -1 : 1
  const compare = (a: T, b: T) => direction * (compareValues(order(a), order(b)) || compareValues(idOf(a), idOf(b)))
  const sorted = items.toSorted(compare)
  const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor, sort, () => true)
  const place = cursor === undefined ? -1 : sorted.findIndex((item) => isAfter(item, cursor))
  const start = cursor === undefined ? 0 : place < 0 ? sorted.length : place
  const shown = sorted.slice(start, start + limit)
  const last = shown.at(-1)
  const hasMore = start + limit < sorted.length && last !== undefined
  return {
    items: shown,
    nextCursor: hasMore ? encodeCursor({ sort, value: String(order(last)), id: idOf(last) }) : null,
    total: items.length,
  }

  function isAfter(item: T, { value, id }: Cursor): boolean {
    const own = order(item)
    return direction * (compareValues(own, typeof own === 'number' ? Number(value) : value) || compareValues(idOf(item), id)) > 0
  }
}

function compareValues(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Counts values of facets over items in memory, each under all filters but its own. */
export function facetsOfItems<T>(
  items: readonly T[],
  filters: Readonly<Record<string, ((item: T) => boolean) | undefined>>,
  facets: Readonly<Record<string, (item: T) => readonly { value: string; label?: string }[]>>,
  names: readonly string[],
): Record<string, FacetValue[]> {
  const counted: Record<string, FacetValue[]> = {}
  for (const name of new Set(names)) {
    const valuesOf = facets[name]
    if (valuesOf === undefined) continue
    const counts = new Map<string, FacetValue>()
    for (const item of items) {
      if (!Object.entries(filters).every(([filter, holds]) => filter === name || holds === undefined || holds(item))) continue
      for (const { value, label } of valuesOf(item)) {
        const entry = counts.get(value) ?? { value, count: 0, ...(label !== undefined && { label }) }
        entry.count += 1
        counts.set(value, entry)
      }
    }
    counted[name] = [...counts.values()].toSorted((a, b) => b.count - a.count || compareValues(a.value, b.value)).slice(0, mostFacetValues)
  }
  return counted
}

/** `column = any(values)` when values were given. */
export function isOneOf(
  column: RawBuilder<unknown>,
  values: readonly string[] | undefined,
  type = 'text',
): RawBuilder<SqlBool> | undefined {
  return values === undefined || values.length === 0 ? undefined : sql<SqlBool>`${column} = any(${values}::${sql.raw(`${type}[]`)})`
}

/** Text that stands anywhere in the column, whatever its case. */
export function holdsText(column: RawBuilder<unknown>, text: string | undefined): RawBuilder<SqlBool> | undefined {
  if (text === undefined || text.trim() === '') return undefined
  const pattern = `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`
  return sql<SqlBool>`${column} ilike ${pattern}`
}
