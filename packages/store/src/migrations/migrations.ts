import type { Migration } from 'kysely/migration'
import { settingsMigration } from './0001-settings.ts'
import { applicationMigration } from './0002-application.ts'
import { assessmentFactsMigration } from './0003-assessment-facts.ts'
import { assessmentOrderMigration } from './0004-assessment-order.ts'

/**
 * Every migration by its name, oldest first. Names are sorted as text, so they begin with four digits. A migration that
 * was released is never changed: another one follows it.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-settings': settingsMigration,
  '0002-application': applicationMigration,
  '0003-assessment-facts': assessmentFactsMigration,
  '0004-assessment-order': assessmentOrderMigration,
}
