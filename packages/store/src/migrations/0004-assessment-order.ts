import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Worst assessments first, page after page, without sorting all of them for each page. */
export const assessmentOrderMigration: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`create index assessments_worst on assessments (severity, (resource_id * 32768 + check_number))`.execute(database)
  },
}
