import type { Handlers } from '../app/context.ts'
import { readAuditLog } from './queries.ts'

export const auditLogHandlers: Handlers<'listAuditLog'> = {
  listAuditLog: ({ database }, { query }) => readAuditLog(database, query),
}
