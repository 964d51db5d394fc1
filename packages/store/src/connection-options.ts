import { TorideError } from '@toride/core/errors'
import { type ClientConfig, types } from 'pg'

const int8 = 20
const date = 1082

/**
 * How PostgreSQL's values become ours: 64-bit integers (counts, sizes) become numbers and fail loudly beyond 2^53, a
 * calendar date stays the text that it is, because a `Date` would move it between time zones.
 */
const typeParsers = {
  getTypeParser: ((id: number, format?: 'text' | 'binary') => {
    if (id === int8 && format !== 'binary') return safeInteger
    if (id === date && format !== 'binary') return String
    return types.getTypeParser(id, format as 'text')
  }) as typeof types.getTypeParser,
}

/**
 * What every connection to PostgreSQL is opened with. A limit on both sides: the server ends a statement, and the client
 * gives up on a server that has gone without closing its connection.
 *
 * @throws TorideError `database-url-invalid`
 */
export function connectionOptions(url: string, { name, statementTimeoutMs }: { name: string; statementTimeoutMs: number }): ClientConfig {
  return {
    connectionString: checkedUrl(url),
    application_name: name,
    connectionTimeoutMillis: 10_000,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: Math.max(statementTimeoutMs, 60_000),
    query_timeout: statementTimeoutMs + 5_000,
    keepAlive: true,
    types: typeParsers,
  }
}

/** The address of a database for messages and logs: without its password. */
export function addressWithoutPassword(url: string): string {
  const { protocol, hostname, port, pathname } = new URL(url)
  return `${protocol}//${decodeURIComponent(hostname)}${port === '' ? '' : `:${port}`}${pathname}`
}

function checkedUrl(url: string): string {
  if (!URL.canParse(url)) throw new TorideError('database-url-invalid', { reason: 'it is not a URL' })
  const { protocol, hostname, searchParams } = new URL(url)
  if (protocol !== 'postgres:' && protocol !== 'postgresql:') {
    throw new TorideError('database-url-invalid', { reason: `it begins with ${protocol}// instead of postgresql://` })
  }
  if (hostname === '' && !searchParams.has('host')) throw new TorideError('database-url-invalid', { reason: 'it names no host' })
  return url
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`The integer ${text} does not fit a JavaScript number`)
  return value
}
