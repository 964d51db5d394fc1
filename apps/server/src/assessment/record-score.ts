import type { Database } from '@toride/store/schema'
import { type Kysely, sql } from 'kysely'
import { type NamespaceTally, percentOf, readTallies, workloadScore } from './score-tally.ts'

/** Smaller changes of a namespace's score are not worth a point, in percentage points (Defender exports from 0.01 on). */
const smallestChange = 0.01

/** Points closer than this replace each other, in milliseconds: a roll-out changes the score many times. */
const pointEveryMs = 10 * 60_000

/**
 * Adds a point to the history of the namespaces whose score has changed since their last one.
 *
 * @returns whether any has
 */
export async function recordScore(
  database: Kysely<Database>,
  clusterId: string,
  namespaces: readonly string[],
  now: Date,
): Promise<boolean> {
  const tallies = await readTallies(
    database,
    sql`resources.cluster_id = ${clusterId}::uuid and resources.namespace = any(${namespaces}::text[])`,
  )
  const byNamespace = new Map(tallies.map((tally) => [tally.namespace, tally]))
  const last = await sql<{ namespace: string; at: Date; controls: Record<string, [number, number]> }>`
    select distinct on (namespace) namespace, at, controls from score_points
    where cluster_id = ${clusterId}::uuid and namespace = any(${namespaces}::text[]) order by namespace, at desc`.execute(database)
  const lastOf = new Map(last.rows.map((row) => [row.namespace, row]))
  const points = namespaces.flatMap((namespace) => {
    const controls = controlsOf(byNamespace.get(namespace))
    const former = lastOf.get(namespace)
    if (former === undefined ? Object.keys(controls).length === 0 : !hasChanged(former.controls, controls)) return []
    const isRecent = former !== undefined && now.getTime() - former.at.getTime() < pointEveryMs
    return [{ namespace, at: isRecent ? former.at : now, controls }]
  })
  if (points.length === 0) return false
  await sql`insert into score_points (cluster_id, namespace, at, controls)
    select ${clusterId}::uuid, given.* from jsonb_to_recordset(${JSON.stringify(points)}::jsonb) as given (namespace text, at timestamptz, controls jsonb)
    on conflict (cluster_id, namespace, at) do update set controls = excluded.controls`.execute(database)
  return true
}

type Controls = Readonly<Record<string, readonly [number, number]>>

function controlsOf(tally: NamespaceTally | undefined): Controls {
  return Object.fromEntries(tally?.controls ?? [])
}

function hasChanged(a: Controls, b: Controls): boolean {
  const score = (controls: Controls) =>
    percentOf(workloadScore([{ clusterId: '', controls: new Map(Object.entries(controls)) as NamespaceTally['controls'] }]))
  const [before, after] = [score(a), score(b)]
  if (before === null || after === null) return before !== after
  // With the same score other numbers still matter: they are what namespaces are added up by.
  return Math.abs(before - after) >= smallestChange || JSON.stringify(a) !== JSON.stringify(b)
}

/** Older points are thinned out to the last of each day, and dropped after this many days. */
const keptDays = 400

/** Keeps the history small: run it once a day. */
export async function compactScores(database: Kysely<Database>, now: Date): Promise<void> {
  await sql`delete from score_points older using score_points newer
    where older.cluster_id = newer.cluster_id and older.namespace = newer.namespace
      and older.at < ${now}::timestamptz - interval '2 days' and newer.at > older.at and newer.at::date = older.at::date`.execute(database)
  await sql`delete from score_points older where older.at < ${now}::timestamptz - make_interval(days => ${keptDays})
    and exists (select from score_points newer where newer.cluster_id = older.cluster_id and newer.namespace = older.namespace and newer.at > older.at)`.execute(
    database,
  )
}
