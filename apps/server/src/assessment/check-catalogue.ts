import type { Check, RegisteredCheck } from '@toride/policy/check'
import type { Database } from '@toride/store/schema'
import type { Kysely } from 'kysely'

/** The checks of this version with the numbers that the database has for them. */
export type CheckCatalogue = {
  readonly registered: readonly RegisteredCheck[]
  readonly checks: readonly Check[]
  byId(id: string): RegisteredCheck | undefined
  byNumber(number: number): RegisteredCheck | undefined
  numberOf(id: string): number
}

/** Gives every check a number and reads them all. */
export async function loadCheckCatalogue(database: Kysely<Database>, registered: readonly RegisteredCheck[]): Promise<CheckCatalogue> {
  await database
    .insertInto('check_numbers')
    .values(registered.map(({ check }) => ({ id: check.id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const rows = await database.selectFrom('check_numbers').selectAll().execute()
  const ids = new Map(registered.map((each) => [each.check.id, each]))
  const numbers = new Map(rows.map(({ id, number }) => [id, number]))
  const checks = new Map(rows.flatMap(({ id, number }) => (ids.has(id) ? [[number, ids.get(id) as RegisteredCheck]] : [])))
  return {
    registered,
    checks: registered.map(({ check }) => check),
    byId: (id) => ids.get(id),
    byNumber: (number) => checks.get(number),
    numberOf: (id) => numbers.get(id) ?? 0,
  }
}
