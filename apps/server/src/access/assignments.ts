import { type Assignment, type Role, roles, type Scope } from '@toride/core/access'
import type { Database } from '@toride/store/schema'
import { type Kysely, type Selectable, sql } from 'kysely'

type Row = Pick<Selectable<Database['role_assignments']>, 'role' | 'level' | 'environment_id' | 'cluster_id' | 'namespace'>

/** An assignment as its row holds it. A role that this version does not know gives nothing. */
function assignmentOf(row: Row): Assignment | undefined {
  const role = roles.find((each): each is Role => each === row.role)
  const scope = scopeOf(row)
  return role === undefined || scope === undefined ? undefined : { role, scope }
}

function scopeOf({ level, environment_id: environment, cluster_id: cluster, namespace }: Row): Scope | undefined {
  switch (level) {
    case 'tenant':
      return { level }
    case 'environment':
      return environment === null ? undefined : { level, environment }
    case 'cluster':
      return environment === null || cluster === null ? undefined : { level, environment, cluster }
    case 'namespace':
      return environment === null || cluster === null || namespace === null ? undefined : { level, environment, cluster, namespace }
    default:
      return undefined
  }
}

/** The assignments of users or of tokens, by their ids. */
export async function readAssignments(
  database: Kysely<Database>,
  of: 'user_id' | 'token_id',
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Assignment[]>> {
  const rows = await database
    .selectFrom('role_assignments')
    .selectAll()
    .where(of, 'in', [...ids, noId])
    .orderBy('id')
    .execute()
  const byId = new Map<string, Assignment[]>()
  for (const row of rows) {
    const assignment = assignmentOf(row)
    if (assignment !== undefined) byId.set(row[of] ?? '', [...(byId.get(row[of] ?? '') ?? []), assignment])
  }
  return byId
}

/** Keeps the list of an `in` from being empty. */
const noId = '00000000-0000-0000-0000-000000000000'

/** Replaces the assignments of a user or a token. */
export async function writeAssignments(
  database: Kysely<Database>,
  of: 'user_id' | 'token_id',
  id: string,
  assignments: readonly Assignment[],
): Promise<void> {
  await database.deleteFrom('role_assignments').where(of, '=', id).execute()
  if (assignments.length === 0) return
  await database
    .insertInto('role_assignments')
    .values(
      assignments.map(({ role, scope }) => ({
        [of]: id,
        role,
        level: scope.level,
        environment_id: scope.level === 'tenant' ? null : scope.environment,
        cluster_id: scope.level === 'cluster' || scope.level === 'namespace' ? scope.cluster : null,
        namespace: scope.level === 'namespace' ? scope.namespace : null,
      })),
    )
    .execute()
}

/** Whether everything that the scopes name exists, and lies where they say. */
export async function scopesExist(database: Kysely<Database>, scopes: readonly Scope[]): Promise<boolean> {
  const environments = [...new Set(scopes.flatMap((scope) => (scope.level === 'tenant' ? [] : [scope.environment])))]
  const clusters = new Set(
    scopes.flatMap((scope) => (scope.level === 'cluster' || scope.level === 'namespace' ? [`${scope.environment}/${scope.cluster}`] : [])),
  )
  const { rows } = await sql<{ environments: number; clusters: number }>`
    select (select count(*) from environments where id = any(${environments}::uuid[])) as environments,
      (select count(*) from clusters where environment_id || '/' || id = any(${[...clusters]}::text[])) as clusters`.execute(database)
  return rows[0]?.environments === environments.length && rows[0].clusters === clusters.size
}
