/**
 * A program that holds an embedded database, for tests that kill it: `serve.ts FOLDER hold|write|read|exit`. Prints one
 * JSON value a line. `write` inserts numbers and prints each after the database has acknowledged it; `read` prints what
 * is there and ends; `exit` ends without stopping the database. SIGTERM ends it in order.
 */
import { TorideError } from '@toride/core/errors'
import { sql } from 'kysely'
import { openStore, type Store } from '../src/open-store.ts'

const [folder = '', mode = 'hold'] = process.argv.slice(2)

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

async function write(store: Store): Promise<never> {
  await sql`create table if not exists written (number integer primary key)`.execute(store.database)
  const { rows } = await sql<{ last: number }>`select coalesce(max(number), 0) as last from written`.execute(store.database)
  let number = rows[0]?.last ?? 0
  const writer = async (): Promise<never> => {
    for (;;) {
      number += 1
      const mine = number
      await sql`insert into written values (${mine})`.execute(store.database).then(
        () => print({ acknowledged: mine }),
        () => new Promise(setImmediate),
      )
    }
  }
  return Promise.race([writer(), writer(), writer()])
}

try {
  const store = await openStore({ embedded: { folder, onEvent: print } })
  process.once('SIGTERM', () => {
    void store.close().then(() => process.exit(0))
  })
  print({ ready: store.embedded?.pid(), user: process.getuid?.() })
  if (mode === 'exit') process.exit(0)
  if (mode === 'write') await write(store)
  if (mode === 'read') {
    const { rows } = await sql<{ number: number }>`select number from written`.execute(store.database)
    print({ numbers: rows.map(({ number }) => number) })
    await store.close()
  }
} catch (error) {
  print(error instanceof TorideError ? { code: error.code, message: error.message } : { message: String(error) })
  process.exitCode = 1
}
