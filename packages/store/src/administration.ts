import { Client, escapeIdentifier } from 'pg'
import { connectionOptions } from './connection-options.ts'

/** The same server and user, another database. */
export function urlOfDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${encodeURIComponent(database)}`
  return changed.href
}

/** Runs statements one after the other on a connection of their own, outside any transaction. */
export async function administer(url: string, statements: readonly string[]): Promise<void> {
  await withClient(url, async (client) => {
    for (const statement of statements) await client.query(statement)
  })
}

/** Opens one connection for the work and closes it afterwards. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(connectionOptions(url, { name: 'toride-administration', statementTimeoutMs: 60_000 }))
  // Without a listener an error between two queries would end the process; the next query reports it anyway.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** `create database`, as a copy of `template` when one is named. */
export function createDatabaseStatement(name: string, { template, owner }: { template?: string; owner?: string } = {}): string {
  return [
    `create database ${escapeIdentifier(name)}`,
    // Copying files is faster than logging every page of a template, at the price of a checkpoint that a small server bears.
    ...(template === undefined ? [] : [`template ${escapeIdentifier(template)} strategy file_copy`]),
    ...(owner === undefined ? [] : [`owner ${escapeIdentifier(owner)}`]),
  ].join(' ')
}

/** `drop database`; connections that are still open are closed by the server. */
export function dropDatabaseStatement(name: string): string {
  return `drop database if exists ${escapeIdentifier(name)} with (force)`
}
