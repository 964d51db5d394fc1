import type { AuditEntry } from '@toride/contract/audit-log'
import type { Json } from '@toride/core/kubernetes-object'
import type { Database } from '@toride/store/schema'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { InputOf } from '../app/context.ts'
import { holdsText, isOneOf, readPage } from '../app/page.ts'

type Row = Selectable<Database['audit_log']>

export async function readAuditLog(database: Kysely<Database>, query: InputOf<'listAuditLog'>['query']) {
  const page = await readPage<Row>(
    database,
    {
      select: sql`audit_log.*`,
      from: sql`audit_log`,
      where: sql`true`,
      filters: {
        action: isOneOf(sql`action`, query.action),
        actor: isOneOf(sql`actor_name`, query.actor),
        target: isOneOf(sql`target_kind`, query.target),
        from: query.from === undefined ? undefined : sql`at >= ${query.from}::timestamptz`,
        to: query.to === undefined ? undefined : sql`at < ${query.to}::timestamptz`,
        q: holdsText(sql`action || ' ' || actor_name || ' ' || target_name`, query.q),
      },
      facets: { action: { value: sql`action` }, actor: { value: sql`actor_name` }, target: { value: sql`target_kind` } },
      sorts: { at: { sql: sql`at`, type: 'timestamptz' } },
      defaultSort: '-at',
      id: { sql: sql`id`, type: 'bigint' },
    },
    query,
  )
  return { ...page, items: page.items.map(entryOf) }
}

function entryOf(row: Row): AuditEntry {
  return {
    id: String(row.id),
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind as AuditEntry['actor']['kind'], name: row.actor_name },
    address: row.address,
    action: row.action,
    target: { kind: row.target_kind, id: row.target_id, name: row.target_name },
    before: (row.before ?? null) as Json,
    after: (row.after ?? null) as Json,
  }
}
