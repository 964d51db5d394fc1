import type { ColumnType, JSONColumnType } from 'kysely'

/** A time that the database sets to now when a row is inserted without it. */
export type DefaultedTime = ColumnType<Date, Date | undefined, Date>

/** What an administrator has set for the whole installation, by name. */
export type SettingsTable = {
  key: string
  value: JSONColumnType<object>
  updated_at: DefaultedTime
}

/** Every table, as the newest migration leaves it. */
export interface Database {
  settings: SettingsTable
}
