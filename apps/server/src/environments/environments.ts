import type { Environment } from '@toride/contract/environments'
import type { Database } from '@toride/store/schema'
import { type Kysely, sql } from 'kysely'
import { isVisibleResource, type Visibility } from '../access/visibility.ts'
import type { CallerContext, InputOf } from '../app/context.ts'
import { change } from '../app/record-change.ts'
import { RequestProblem } from '../app/request-problem.ts'
import { withFreeName } from '../app/with-free-name.ts'
import { readTallies } from '../assessment/score-tally.ts'
import { clusterOf, environmentScore } from './cluster-summary.ts'
import { dropFromScopes, readClusters, readEnvironments } from './queries.ts'

export async function getEnvironmentTree({ database, visibility }: CallerContext) {
  const environments = await describeEnvironments(database, visibility)
  const groups = new Map(environments.flatMap(({ group }) => (group === null ? [] : [[group.id, group]])))
  const all = visibility.isEverything ? await database.selectFrom('environment_groups').selectAll().orderBy('name').execute() : []
  return {
    tenant: { name: 'Toride' },
    groups: visibility.isEverything ? all : [...groups.values()],
    environments,
  }
}

export async function getEnvironment({ database, visibility }: CallerContext, id: string): Promise<Environment> {
  const [environment] = await describeEnvironments(database, visibility, id)
  if (environment === undefined) throw new RequestProblem('not-found')
  return environment
}

async function describeEnvironments(database: Kysely<Database>, visibility: Visibility, id?: string): Promise<Environment[]> {
  const rows = await readEnvironments(database, visibility, id)
  const ofOne = id === undefined ? undefined : sql<boolean>`environment_id = ${id}::uuid`
  const clusters = await readClusters(database, visibility, ofOne)
  const tallies = await readTallies(database, sql`${isVisibleResource(visibility, 'resources')} and ${ofOne ?? sql`true`}`)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    group: row.group_id === null ? null : { id: row.group_id, name: row.group_name ?? '' },
    demo: row.demo,
    profile: row.profile,
    clusters: clusters.filter(({ environment_id }) => environment_id === row.id).map((cluster) => clusterOf(cluster, tallies)),
    score: environmentScore(row.id, tallies),
    createdAt: row.created_at.toISOString(),
  }))
}

export async function createEnvironment(context: CallerContext, input: InputOf<'createEnvironment'>['body']): Promise<Environment> {
  const id = await withFreeName(input.name, () =>
    change(context, ['environments'], async (transaction) => {
      await requireGroup(transaction, input.group)
      const row = await transaction
        .insertInto('environments')
        .values({ name: input.name, group_id: input.group ?? null, ...(input.profile && { profile: input.profile }) })
        .returning('id')
        .executeTakeFirstOrThrow()
      const target = { kind: 'environment', id: row.id, name: input.name }
      return { result: row.id, change: { action: 'environment.create', target, after: input } }
    }),
  )
  await context.assessor.decisionsChanged()
  return getEnvironment(context, id)
}

export async function updateEnvironment(
  context: CallerContext,
  id: string,
  input: InputOf<'updateEnvironment'>['body'],
): Promise<Environment> {
  const [before] = (await readEnvironments(context.database, context.visibility, id)).filter(() => ownsEnvironment(context, id))
  if (before === undefined) throw new RequestProblem('not-found')
  const { name, group, profile } = input
  // Only who has the whole tenant sees all groups.
  if (group !== undefined && !context.visibility.isEverything) throw new RequestProblem('not-allowed', { permission: 'environment:write' })
  await withFreeName(name ?? '', () =>
    change(context, ['environments'], async (transaction) => {
      await requireGroup(transaction, group)
      const values = { ...(name !== undefined && { name }), ...(group !== undefined && { group_id: group }), ...(profile && { profile }) }
      if (Object.keys(values).length > 0) await transaction.updateTable('environments').set(values).where('id', '=', id).execute()
      const target = { kind: 'environment', id, name: before.name }
      const former = { name: before.name, group: before.group_id, profile: before.profile }
      return { result: undefined, change: { action: 'environment.update', target, before: former, after: input }, environment: id }
    }),
  )
  if (profile !== undefined && profile !== before.profile) await context.assessor.decisionsChanged()
  return getEnvironment(context, id)
}

/** Deletes an environment with all that is known of it; what policies and exemptions said of it goes as well. */
export async function deleteEnvironment(context: CallerContext, id: string): Promise<void> {
  const [before] = await readEnvironments(context.database, context.visibility, id)
  if (before === undefined) throw new RequestProblem('not-found')
  const clusters = await context.database.selectFrom('clusters').select(['id', 'name']).where('environment_id', '=', id).execute()
  const ids = clusters.map((cluster) => cluster.id)
  await context.assessor.forget(ids)
  await change(
    context,
    ['environments', 'clusters', 'resources', 'recommendations', 'score', 'policies', 'exemptions'],
    async (transaction) => {
      await dropFromScopes(transaction, [id], ids)
      await transaction.deleteFrom('environments').where('id', '=', id).execute()
      const target = { kind: 'environment', id, name: before.name }
      const former = { demo: before.demo, clusters: clusters.map(({ name }) => name) }
      return { result: undefined, change: { action: 'environment.delete', target, before: former }, environment: id }
    },
  )
  await context.assessor.decisionsChanged()
}

export async function createGroup(context: CallerContext, name: string) {
  return withFreeName(name, () =>
    change(context, ['environments'], async (transaction) => {
      const row = await transaction.insertInto('environment_groups').values({ name }).returningAll().executeTakeFirstOrThrow()
      return { result: row, change: { action: 'group.create', target: { kind: 'group', id: row.id, name } } }
    }),
  )
}

export async function updateGroup(context: CallerContext, id: string, name: string) {
  return withFreeName(name, () =>
    change(context, ['environments'], async (transaction) => {
      const before = await transaction.selectFrom('environment_groups').selectAll().where('id', '=', id).executeTakeFirst()
      if (before === undefined) throw new RequestProblem('not-found')
      await transaction.updateTable('environment_groups').set({ name }).where('id', '=', id).execute()
      const target = { kind: 'group', id, name: before.name }
      return { result: { id, name }, change: { action: 'group.update', target, before: { name: before.name }, after: { name } } }
    }),
  )
}

export async function deleteGroup(context: CallerContext, id: string): Promise<void> {
  await change(context, ['environments'], async (transaction) => {
    const before = await transaction.deleteFrom('environment_groups').where('id', '=', id).returningAll().executeTakeFirst()
    if (before === undefined) throw new RequestProblem('not-found')
    return { result: undefined, change: { action: 'group.delete', target: { kind: 'group', id, name: before.name } } }
  })
}

/** Whether the environment as a whole is the caller's to change. */
export function ownsEnvironment({ visibility }: CallerContext, id: string): boolean {
  return visibility.isEverything || visibility.environments.includes(id)
}

async function requireGroup(database: Kysely<Database>, group: string | null | undefined): Promise<void> {
  if (group === null || group === undefined) return
  const found = await database.selectFrom('environment_groups').select('id').where('id', '=', group).executeTakeFirst()
  if (found === undefined) throw new RequestProblem('scope-not-found')
}
