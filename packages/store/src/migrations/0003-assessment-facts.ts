import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What lists of recommendations ask of every violation, so that they need not read the violations themselves. */
export const assessmentFactsMigration: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`alter table assessments
      add column has_fix boolean not null generated always as (violations @> '[{"fixable": true}]') stored,
      add column needs_parameter boolean not null generated always as (violations @> '[{"message": "parameter-not-set"}]') stored`.execute(
      database,
    )
  },
}
