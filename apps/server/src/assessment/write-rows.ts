import type { Database } from '@toride/store/schema'
import { type Kysely, sql } from 'kysely'
import type { AssessedRow } from './assessed-row.ts'
import { packedOfText } from './packed-object.ts'

export type RowToWrite = {
  readonly row: AssessedRow
  readonly hash: string
  /** The packed object as text, when it has changed. */
  readonly object: string | undefined
}

/**
 * Writes resources with their assessments: three statements for any number of rows. What has not changed keeps the time
 * since when it is so.
 *
 * @returns the ids of the rows by key
 */
export async function writeRows(
  database: Kysely<Database>,
  cluster: { readonly id: string; readonly environmentId: string },
  rows: readonly RowToWrite[],
  now: Date,
): Promise<ReadonlyMap<string, string>> {
  const given = rows.map(({ row: { assessments: _, ...row }, hash }) => ({ ...row, assessment_hash: hash }))
  const written = await sql<{ id: string; key: string }>`
    insert into resources (cluster_id, environment_id, key, api_version, kind, namespace, name, uid, resource_version, labels, images,
      managed_by, top_key, pods, health, severity_rank, unhealthy_high, unhealthy_medium, unhealthy_low, unhealthy_informational,
      healthy_checks, controls_healthy, controls_unhealthy, assessment_hash, file, line, created_at, changed_at)
    select ${cluster.id}::uuid, ${cluster.environmentId}::uuid, given.*, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (key text, api_version text, kind text, namespace text, name text,
      uid text, resource_version text, labels jsonb, images text[], managed_by text, top_key text, pods integer, health text,
      severity_rank smallint, unhealthy_high smallint, unhealthy_medium smallint, unhealthy_low smallint, unhealthy_informational smallint,
      healthy_checks smallint[], controls_healthy integer, controls_unhealthy integer, assessment_hash text, file text, line integer,
      created_at timestamptz)
    on conflict (cluster_id, key) do update set (api_version, uid, resource_version, labels, images, managed_by, top_key, pods, health,
      severity_rank, unhealthy_high, unhealthy_medium, unhealthy_low, unhealthy_informational, healthy_checks, controls_healthy,
      controls_unhealthy, assessment_hash, file, line, created_at, changed_at)
      = (excluded.api_version, excluded.uid, excluded.resource_version, excluded.labels, excluded.images, excluded.managed_by,
      excluded.top_key, excluded.pods, excluded.health, excluded.severity_rank, excluded.unhealthy_high, excluded.unhealthy_medium,
      excluded.unhealthy_low, excluded.unhealthy_informational, excluded.healthy_checks, excluded.controls_healthy,
      excluded.controls_unhealthy, excluded.assessment_hash, excluded.file, excluded.line, excluded.created_at, excluded.changed_at)
    returning id, key`.execute(database)
  const ids = new Map(written.rows.map(({ id, key }) => [key, String(id)]))
  await writeObjects(database, rows, ids)
  await writeAssessments(database, rows, ids, now)
  return ids
}

async function writeObjects(database: Kysely<Database>, rows: readonly RowToWrite[], ids: ReadonlyMap<string, string>): Promise<void> {
  const changed = rows.flatMap(({ row, object }) => (object === undefined ? [] : [{ id: ids.get(row.key) ?? '', object }]))
  if (changed.length === 0) return
  const resourceIds = changed.map(({ id }) => id)
  const objects = changed.map(({ object }) => packedOfText(object))
  await sql`insert into resource_objects (resource_id, object) select * from unnest(${resourceIds}::bigint[], ${objects}::bytea[])
    on conflict (resource_id) do update set object = excluded.object`.execute(database)
}

async function writeAssessments(
  database: Kysely<Database>,
  rows: readonly RowToWrite[],
  ids: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const assessments = rows.flatMap(({ row }) => row.assessments.map((assessment) => ({ ...assessment, resource_id: ids.get(row.key) })))
  const given = JSON.stringify(assessments)
  await sql`delete from assessments where resource_id = any(${[...ids.values()]}::bigint[])
    and (resource_id, check_number) not in (
      select resource_id, check_number from jsonb_to_recordset(${given}::jsonb) as given (resource_id bigint, check_number smallint))`.execute(
    database,
  )
  if (assessments.length === 0) return
  await sql`
    insert into assessments (resource_id, check_number, state, reason, severity, effect, violations, exemption_id, since)
    select given.*, ${now}::timestamptz from jsonb_to_recordset(${given}::jsonb) as given (resource_id bigint, check_number smallint,
      state text, reason text, severity smallint, effect text, violations jsonb, exemption_id uuid)
    on conflict (resource_id, check_number) do update set state = excluded.state, reason = excluded.reason, severity = excluded.severity,
      effect = excluded.effect, violations = excluded.violations, exemption_id = excluded.exemption_id,
      since = case when assessments.state = excluded.state then assessments.since else excluded.since end
    where (assessments.state, assessments.reason, assessments.severity, assessments.effect, assessments.violations, assessments.exemption_id)
      is distinct from (excluded.state, excluded.reason, excluded.severity, excluded.effect, excluded.violations, excluded.exemption_id)`.execute(
    database,
  )
}

/** Deletes resources that are gone, with everything that was said of them. */
export async function deleteRows(database: Kysely<Database>, clusterId: string, keys: readonly string[]): Promise<void> {
  await sql`delete from resources where cluster_id = ${clusterId}::uuid and key = any(${keys}::text[])`.execute(database)
}
