import { realpath, stat } from 'node:fs/promises'
import { isAbsolute, sep } from 'node:path'
import type { Cluster, ClusterDetail } from '@toride/contract/environments'
import type { Problem } from '@toride/core/errors'
import { checkUploadedKubeconfig, uploadedConnection } from '@toride/sources/kubernetes/check-uploaded-kubeconfig'
import { createClient } from '@toride/sources/kubernetes/client'
import { inspectCluster } from '@toride/sources/kubernetes/inspect-cluster'
import { sql } from 'kysely'
import { isVisibleResource, sees } from '../access/visibility.ts'
import type { CallerContext, InputOf } from '../app/context.ts'
import { facetsOfItems, holdsText, isOneOf, pageOfItems, readPage } from '../app/page.ts'
import { change } from '../app/record-change.ts'
import { RequestProblem } from '../app/request-problem.ts'
import { withFreeName } from '../app/with-free-name.ts'
import { readTallies } from '../assessment/score-tally.ts'
import { mayWrite } from './cluster-permissions.ts'
import { clusterOf } from './cluster-summary.ts'
import { componentsOf, nodeOf } from './components.ts'
import { ownsEnvironment } from './environments.ts'
import { type ClusterRow, dropFromScopes, readClusters, readCounts, readImages, readKinds, readObjectsOfKind } from './queries.ts'

export async function listClusters({ database, visibility }: CallerContext, query: InputOf<'listClusters'>['query']) {
  const rows = await readClusters(database, visibility)
  const tallies = await readTallies(database, isVisibleResource(visibility, 'resources'))
  const clusters = rows.map((row) => clusterOf(row, tallies))
  const { environment, status, kind } = query
  const q = query.q?.trim().toLowerCase()
  const filters = {
    environment: environment?.length ? (item: Cluster) => environment.includes(item.environment.id) : undefined,
    status: status?.length ? (item: Cluster) => status.includes(item.status) : undefined,
    kind: kind?.length ? (item: Cluster) => kind.includes(item.kind) : undefined,
    q: q ? (item: Cluster) => item.name.toLowerCase().includes(q) : undefined,
  }
  const shown = clusters.filter((cluster) => Object.values(filters).every((holds) => holds === undefined || holds(cluster)))
  const page = pageOfItems(
    shown,
    {
      name: ({ name }) => name,
      status: ({ status: word }) => word,
      resources: ({ resources }) => resources,
      unhealthyResources: ({ unhealthyResources }) => unhealthyResources,
      score: ({ score }) => score ?? -1,
      createdAt: ({ createdAt }) => createdAt,
    },
    ({ id }) => id,
    query,
    'name',
  )
  const facets = facetsOfItems(
    clusters,
    filters,
    {
      status: (cluster) => [{ value: cluster.status }],
      kind: (cluster) => [{ value: cluster.kind }],
      environment: (cluster) => [{ value: cluster.environment.id, label: cluster.environment.name }],
    },
    query.facets ?? [],
  )
  return { ...page, facets }
}

export async function addCluster(context: CallerContext, environmentId: string, input: InputOf<'addCluster'>['body']): Promise<Cluster> {
  await requireEnvironment(context, environmentId)
  const source = input.kind === 'kubernetes' ? kubernetesSource(input.kubeconfig, input.context) : await folderSource(context, input.folder)
  const id = await withFreeName(input.name, () =>
    change(context, ['clusters', 'environments'], async (transaction) => {
      const { id: made } = await transaction
        .insertInto('clusters')
        .values({ environment_id: environmentId, name: input.name, kind: input.kind, ...source.values })
        .returning('id')
        .executeTakeFirstOrThrow()
      if (source.kubeconfig !== undefined) {
        const credentials = context.credentials.seal(source.kubeconfig, made)
        await transaction.updateTable('clusters').set({ credentials }).where('id', '=', made).execute()
      }
      const target = { kind: 'cluster', id: made, name: input.name }
      const after = { kind: input.kind, address: source.values.address }
      return { result: made, change: { action: 'cluster.create', target, after }, environment: environmentId, cluster: made }
    }),
  )
  await context.assessor.follow(id)
  return describe(context, id)
}

export async function updateCluster(context: CallerContext, id: string, input: InputOf<'updateCluster'>['body']): Promise<Cluster> {
  const before = await ownCluster(context, id)
  const source = input.kubeconfig === undefined ? undefined : kubernetesSource(input.kubeconfig, input.context)
  if (source !== undefined && before.kind !== 'kubernetes') {
    throw new RequestProblem('kubeconfig-invalid', { reason: 'this is a folder of manifests' })
  }
  await withFreeName(input.name ?? '', () =>
    change(context, ['clusters'], async (transaction) => {
      const values = {
        ...(input.name !== undefined && { name: input.name }),
        ...(source && { ...source.values, credentials: context.credentials.seal(source.kubeconfig, id) }),
      }
      if (Object.keys(values).length > 0) await transaction.updateTable('clusters').set(values).where('id', '=', id).execute()
      const target = { kind: 'cluster', id, name: before.name }
      const former = { name: before.name, address: before.address }
      const after = {
        name: input.name ?? before.name,
        address: source?.values.address ?? before.address,
        newCredentials: source !== undefined,
      }
      return {
        result: undefined,
        change: { action: 'cluster.update', target, before: former, after },
        environment: before.environment_id,
        cluster: id,
      }
    }),
  )
  if (source !== undefined || input.name !== undefined) await context.assessor.follow(id)
  return describe(context, id)
}

export async function deleteCluster(context: CallerContext, id: string): Promise<void> {
  const before = await ownCluster(context, id)
  await context.assessor.forget([id])
  await change(
    context,
    ['clusters', 'environments', 'resources', 'recommendations', 'score', 'policies', 'exemptions'],
    async (transaction) => {
      await dropFromScopes(transaction, [], [id])
      await transaction.deleteFrom('clusters').where('id', '=', id).execute()
      const target = { kind: 'cluster', id, name: before.name }
      const former = { kind: before.kind, address: before.address }
      return {
        result: undefined,
        change: { action: 'cluster.delete', target, before: former },
        environment: before.environment_id,
        cluster: id,
      }
    },
  )
  await context.assessor.decisionsChanged()
}

export async function refreshCluster(context: CallerContext, id: string): Promise<Cluster> {
  const before = await ownCluster(context, id)
  await context.assessor.refresh(id)
  await change(context, ['clusters'], async () => {
    const target = { kind: 'cluster', id, name: before.name }
    return { result: undefined, change: { action: 'cluster.refresh', target }, environment: before.environment_id, cluster: id }
  })
  return describe(context, id)
}

const longestTestMs = 15_000

/** Tries a kubeconfig; every failure of the cluster is an answer, not an error. */
export async function testConnection(context: CallerContext, environmentId: string, input: InputOf<'testConnection'>['body']) {
  await requireEnvironment(context, environmentId)
  const connection = uploadedConnection(input.kubeconfig, input.context)
  if (!connection.ok) throw asRequestProblem(connection.problem)
  const client = createClient(connection.value)
  const server = connection.value.server.href
  try {
    const signal = AbortSignal.timeout(longestTestMs)
    const inspected = await inspectCluster(client, signal)
    if (!inspected.ok) return { ok: false, server, version: null, forbidden: [], writable: null, problem: brief(inspected.problem) }
    const { forbidden, writable } = await mayWrite(client, signal)
    return { ok: true, server, version: inspected.value.version, forbidden, writable, problem: null }
  } finally {
    client.close()
  }
}

export async function getCluster(context: CallerContext, id: string): Promise<ClusterDetail> {
  const { database, visibility } = context
  const [row] = await readClusters(database, visibility, sql`clusters.id = ${id}::uuid`)
  if (row === undefined) throw new RequestProblem('not-found')
  const tallies = await readTallies(database, sql`resources.cluster_id = ${id}::uuid and ${isVisibleResource(visibility, 'resources')}`)
  const counts = await readCounts(database, visibility, id)
  const nodes = (await readObjectsOfKind(database, visibility, id, '/Node', 5000)).map(nodeOf)
  const images = await readImages(database, visibility, id)
  // What belongs to the cluster as a whole is not told to who sees only some of its namespaces.
  const kinds = row.is_whole ? await readKinds(database, id) : []
  return {
    ...clusterOf(row, tallies),
    context: row.is_whole ? row.context : null,
    user: row.is_whole ? row.user_name : null,
    writable: row.writable,
    counts: {
      nodes: counts.nodes,
      namespaces: counts.namespaces,
      workloads: counts.workloads,
      pods: counts.pods,
      containers: images.reduce((sum, { pods }) => sum + pods, 0),
      services: counts.services,
      ingresses: counts.ingresses,
    },
    recommendations: {
      high: counts.checks_high,
      medium: counts.checks_medium,
      low: counts.checks_low,
      informational: counts.checks_informational,
    },
    unhealthyBySeverity: { high: counts.high, medium: counts.medium, low: counts.low, informational: counts.informational },
    kinds: kinds.map((kind) => ({
      group: kind.api_group,
      version: kind.version,
      resource: kind.resource,
      kind: kind.kind,
      status: kind.status as ClusterDetail['kinds'][number]['status'],
      since: kind.since.toISOString(),
      lastEventAt: kind.last_event_at?.toISOString() ?? null,
      objects: kind.objects,
      problem: kind.problem,
    })),
    nodes,
    components: componentsOf(row.is_whole ? row.version : null, nodes, images),
    problems: row.is_whole ? [...row.problems] : [],
  }
}

export async function listNamespaces({ database, visibility }: CallerContext, query: InputOf<'listNamespaces'>['query']) {
  type Row = {
    name: string
    cluster_id: string
    cluster_name: string
    environment_id: string
    environment_name: string
    resources: number
    unhealthy: number
  }
  const page = await readPage<Row>(
    database,
    {
      select: sql`spaces.*`,
      from: sql`(
        select namespace as name, cluster_id, clusters.name as cluster_name, resources.environment_id, environments.name as environment_name,
          count(*) filter (where top_key is null) as resources, count(*) filter (where health = 'unhealthy') as unhealthy
        from resources join clusters on clusters.id = cluster_id join environments on environments.id = resources.environment_id
        where namespace <> '' and ${isVisibleResource(visibility, 'resources')} group by 1, 2, 3, 4, 5
      ) as spaces`,
      where: sql`true`,
      filters: {
        environment: isOneOf(sql`environment_id`, query.environment, 'uuid'),
        cluster: isOneOf(sql`cluster_id`, query.cluster, 'uuid'),
        q: holdsText(sql`name`, query.q),
      },
      facets: {},
      sorts: {
        name: { sql: sql`name`, type: 'text' },
        resources: { sql: sql`resources`, type: 'bigint' },
        unhealthyResources: { sql: sql`unhealthy`, type: 'bigint' },
      },
      defaultSort: 'name',
      id: { sql: sql`(cluster_id || '/' || name)`, type: 'text' },
    },
    query,
  )
  return {
    ...page,
    items: page.items.map((row) => ({
      name: row.name,
      cluster: { id: row.cluster_id, name: row.cluster_name },
      environment: { id: row.environment_id, name: row.environment_name },
      resources: row.resources,
      unhealthyResources: row.unhealthy,
    })),
  }
}

async function describe({ database, visibility }: CallerContext, id: string): Promise<Cluster> {
  const [row] = await readClusters(database, visibility, sql`clusters.id = ${id}::uuid`)
  if (row === undefined) throw new RequestProblem('not-found')
  return clusterOf(
    row,
    await readTallies(database, sql`resources.cluster_id = ${id}::uuid and ${isVisibleResource(visibility, 'resources')}`),
  )
}

/** A cluster that the caller may change as a whole. */
async function ownCluster({ database, visibility }: CallerContext, id: string): Promise<ClusterRow> {
  const [row] = await readClusters(database, visibility, sql`clusters.id = ${id}::uuid`)
  if (row === undefined || !sees(visibility, { environment: row.environment_id, cluster: id })) throw new RequestProblem('not-found')
  return row
}

async function requireEnvironment(context: CallerContext, id: string): Promise<void> {
  const found = await context.database.selectFrom('environments').select('id').where('id', '=', id).executeTakeFirst()
  if (found === undefined || !ownsEnvironment(context, id)) throw new RequestProblem('not-found')
}

function kubernetesSource(kubeconfig: string, context: string | undefined) {
  const checked = checkUploadedKubeconfig(kubeconfig)
  if (!checked.ok) throw asRequestProblem(checked.problem)
  const { contexts, defaultContext } = checked.value
  const chosen = contexts.find(({ name }) => name === (context ?? defaultContext))
  if (chosen === undefined) {
    const reason = `choose one of its contexts: ${contexts.map(({ name }) => name).join(', ')}`
    throw new RequestProblem('kubeconfig-invalid', { reason }, [{ path: '/context', message: reason }])
  }
  const connection = uploadedConnection(kubeconfig, chosen.name)
  if (!connection.ok) throw asRequestProblem(connection.problem)
  return { kubeconfig, values: { address: connection.value.server.href, context: chosen.name, user_name: chosen.user } }
}

/** A folder on the server, below one of those that its operator has allowed; links are followed before that is judged. */
async function folderSource({ manifestFolders }: CallerContext, folder: string) {
  const refuse = (reason: string) =>
    new RequestProblem('manifest-folder-refused', { folder, reason }, [{ path: '/folder', message: reason }])
  if (!isAbsolute(folder)) throw refuse('it is not an absolute path')
  const real = await realpath(folder).catch(() => undefined)
  const roots = await Promise.all(manifestFolders.map((root) => realpath(root).catch(() => root)))
  // What lies elsewhere is not even told to exist or not.
  if (real === undefined || !roots.some((root) => real === root || real.startsWith(root + sep))) {
    throw refuse('it does not lie below an allowed folder')
  }
  if (!(await stat(real)).isDirectory()) throw refuse('it is not a folder')
  return { kubeconfig: undefined, values: { address: real } }
}

function asRequestProblem({ code, message }: Problem): RequestProblem {
  const reason = message.slice(message.indexOf(': ') + 2)
  return new RequestProblem(code, { reason }, [{ path: '/kubeconfig', message }])
}

function brief({ code, message, hint }: Problem) {
  return { code, message, hint }
}
