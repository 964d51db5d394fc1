import { type Problem, problem } from '@toride/core/errors'
import type { Profile } from '@toride/policy/check'
import { type Exemption, readExemption } from '@toride/policy/exemption'
import { type PolicyAssignment, readPolicyAssignment } from '@toride/policy/policy-assignment'
import { checkUploadedKubeconfig, uploadedConnection } from '@toride/sources/kubernetes/check-uploaded-kubeconfig'
import { createClient, type KubernetesClient } from '@toride/sources/kubernetes/client'
import type { ConnectionState, KindState } from '@toride/sources/kubernetes/cluster-state'
import type { Database, StoredFileProblem, StoredProblem } from '@toride/store/schema'
import { type Kysely, type Selectable, sql } from 'kysely'
import { publishChange } from '../live/publish-change.ts'
import type { CheckCatalogue } from './check-catalogue.ts'
import { type ClusterRuntime, createClusterRuntime, type Decisions } from './cluster-runtime.ts'
import type { CredentialBox } from './credential-box.ts'
import { compactScores } from './record-score.ts'
import { restoreCluster, restoreKnownKinds } from './restore-cluster.ts'
import { type FolderFollower, type FolderReading, watchFolder } from './watch-folder.ts'
import { clusterStatus, watchKubernetes } from './watch-kubernetes.ts'

type ClusterRow = Selectable<Database['clusters']>

/** A cluster that is followed: its objects in memory, and the way to its API when it has one. */
export type FollowedCluster = {
  readonly id: string
  readonly environmentId: string
  readonly name: string
  readonly kind: 'kubernetes' | 'manifests'
  readonly address: string
  readonly runtime: ClusterRuntime
  readonly client: KubernetesClient | undefined
}

/** Follows every cluster and folder, and keeps what is said of their resources up to date. */
export type Assessor = {
  readonly catalogue: CheckCatalogue
  /** Begins with every cluster of the database. */
  start(): Promise<void>
  /** Takes over a cluster that was added or has got new credentials. */
  follow(clusterId: string): Promise<void>
  /** Lets go of clusters that were deleted. */
  forget(clusterIds: readonly string[]): Promise<void>
  /** Reads everything of a cluster again. */
  refresh(clusterId: string): Promise<void>
  /** Policies, exemptions or profiles have changed. */
  decisionsChanged(): Promise<void>
  cluster(clusterId: string): FollowedCluster | undefined
  clusters(): readonly FollowedCluster[]
  decisions(): Decisions
  profileOf(environmentId: string): Profile
  /** Resolves when everything that is known now is written. */
  written(): Promise<void>
  stop(): Promise<void>
}

export type AssessorOptions = {
  readonly database: Kysely<Database>
  readonly catalogue: CheckCatalogue
  readonly credentials: CredentialBox
  readonly now: () => Date
  readonly onError: (error: unknown, cluster: string) => void
  /** Told after much was written at once, which leaves much garbage behind. */
  readonly onBurst?: () => void
}

type Following = FollowedCluster & {
  readonly stop: () => Promise<void>
  readonly follower: FolderFollower | undefined
}

const longestTimerMs = 2 ** 31 - 1
const dayMs = 24 * 3_600_000

export function createAssessor({ database, catalogue, credentials, now, onError, onBurst }: AssessorOptions): Assessor {
  const followed = new Map<string, Following>()
  let decisions: Decisions = { assignments: [], exemptions: [], exemptionId: () => undefined }
  let profiles = new Map<string, Profile>()
  let expiryTimer: NodeJS.Timeout | undefined
  const compactTimer = setInterval(() => void compactScores(database, now()).catch((error) => onError(error, '')), dayMs)
  compactTimer.unref()

  const profileOf = (environmentId: string): Profile => profiles.get(environmentId) ?? 'toride'

  const loadDecisions = async (): Promise<void> => {
    decisions = await readDecisions(database, catalogue)
    const environments = await database.selectFrom('environments').select(['id', 'profile']).execute()
    profiles = new Map(environments.map(({ id, profile }) => [id, profile as Profile]))
    clearTimeout(expiryTimer)
    const next = decisions.exemptions
      .flatMap(({ expiresAt }) => (expiresAt === undefined || expiresAt <= now() ? [] : [expiresAt.getTime()]))
      .toSorted((a, b) => a - b)[0]
    if (next !== undefined) {
      const waitMs = Math.min(next - now().getTime() + 50, longestTimerMs)
      expiryTimer = setTimeout(() => void assessor.decisionsChanged().catch((error) => onError(error, '')), waitMs).unref()
    }
  }

  const begin = async (row: ClusterRow): Promise<void> => {
    const cluster = { id: row.id, environmentId: row.environment_id, kind: row.kind as 'kubernetes' | 'manifests' }
    const runtime = createClusterRuntime({
      cluster,
      database,
      catalogue,
      now,
      profile: profileOf(row.environment_id),
      decisions,
      onError: (error) => onError(error, row.name),
      onBurst,
    })
    for (const kind of await restoreKnownKinds(database, row.id)) runtime.knownKinds.add(kind)
    await runtime.restore(restoreCluster(database, row.id))
    const stopping = new AbortController()
    const shared = { ...cluster, name: row.name, address: row.address, runtime }
    const status = createStatusWriter(database, cluster, (error) => onError(error, row.name))
    if (cluster.kind === 'manifests') {
      const onRead = (reading: FolderReading) => status.folderRead(reading)
      const follower = watchFolder({ folder: row.address, runtime, onRead, signal: stopping.signal })
      const stop = async (): Promise<void> => {
        stopping.abort()
        follower.readAgain()
        await runtime.stop()
        await follower.done
      }
      followed.set(row.id, { ...shared, client: undefined, follower, stop })
      return
    }
    const connected = connect(row, credentials)
    if (!connected.ok) {
      await status.failed(connected.problem)
      followed.set(row.id, { ...shared, client: undefined, follower: undefined, stop: () => runtime.stop() })
      return
    }
    const { client } = connected
    runtime.setTargetVersion(row.version ?? undefined)
    const watching = watchKubernetes({
      client,
      runtime,
      signal: stopping.signal,
      onKind: (state) => status.kind(state),
      onConnection: (state) => status.connection(state),
      onVersion: (version) => {
        runtime.setTargetVersion(version)
        status.version(version)
      },
    }).catch((error: unknown) => onError(error, row.name))
    const stop = async (): Promise<void> => {
      stopping.abort()
      await watching
      await runtime.stop()
      await status.stop()
      client.close()
    }
    followed.set(row.id, { ...shared, client, follower: undefined, stop })
  }

  const end = async (clusterId: string): Promise<void> => {
    const following = followed.get(clusterId)
    followed.delete(clusterId)
    await following?.stop()
  }

  const assessor: Assessor = {
    catalogue,
    async start() {
      await loadDecisions()
      for (const row of await database.selectFrom('clusters').selectAll().orderBy('created_at').execute()) await begin(row)
    },
    async follow(clusterId) {
      await end(clusterId)
      await loadDecisions()
      const row = await database.selectFrom('clusters').selectAll().where('id', '=', clusterId).executeTakeFirst()
      if (row !== undefined) await begin(row)
    },
    async forget(clusterIds) {
      await Promise.all(clusterIds.map(end))
    },
    async refresh(clusterId) {
      const following = followed.get(clusterId)
      if (following?.follower === undefined) await assessor.follow(clusterId)
      else following.follower.readAgain()
    },
    async decisionsChanged() {
      await loadDecisions()
      for (const { runtime, environmentId, follower } of followed.values()) {
        runtime.decide(profileOf(environmentId), decisions)
        follower?.readAgain()
      }
    },
    cluster: (clusterId) => followed.get(clusterId),
    clusters: () => [...followed.values()],
    decisions: () => decisions,
    profileOf,
    async written() {
      await Promise.all([...followed.values()].map(({ runtime }) => runtime.written()))
    },
    async stop() {
      clearInterval(compactTimer)
      clearTimeout(expiryTimer)
      await Promise.all([...followed.keys()].map(end))
    },
  }
  return assessor
}

/** Policies and exemptions from the database. A document that this version cannot read any more holds nowhere. */
async function readDecisions(database: Kysely<Database>, catalogue: CheckCatalogue): Promise<Decisions> {
  const policies = await database.selectFrom('policies').select('document').orderBy('name').execute()
  const assignments = policies.flatMap(({ document }): PolicyAssignment[] => {
    const read = readPolicyAssignment(document, catalogue.checks)
    return read.ok ? [read.assignment] : []
  })
  const rows = await database.selectFrom('exemptions').selectAll().orderBy('created_at').execute()
  const checkIds = catalogue.checks.map(({ id }) => id)
  const ids = new Map<Exemption, string>()
  for (const { id, name, checks, category, reason, scope, kinds, names, expires_at } of rows) {
    const read = readExemption(
      {
        name,
        checks: checks.filter((check) => check === '*' || checkIds.includes(check)),
        category,
        reason,
        scope,
        ...(kinds.length > 0 && { kinds }),
        ...(names.length > 0 && { names }),
        ...(expires_at && { expiresAt: expires_at.toISOString() }),
      },
      checkIds,
    )
    if (read.ok) ids.set(read.exemption, id)
  }
  return { assignments, exemptions: [...ids.keys()], exemptionId: (exemption) => ids.get(exemption) }
}

type Connected = { readonly ok: true; readonly client: KubernetesClient } | { readonly ok: false; readonly problem: Problem }

function connect(row: ClusterRow, credentials: CredentialBox): Connected {
  let kubeconfig: string
  try {
    kubeconfig = credentials.open(row.credentials ?? Buffer.alloc(0), row.id)
  } catch {
    const reason = 'the stored credentials cannot be decrypted with the key of this data folder'
    return { ok: false, problem: problem('cluster-credentials-unavailable', {}, { reason }) }
  }
  const checked = checkUploadedKubeconfig(kubeconfig)
  if (!checked.ok) return checked
  const connection = uploadedConnection(kubeconfig, row.context ?? undefined)
  return connection.ok ? { ok: true, client: createClient(connection.value) } : connection
}

const statusEveryMs = 300

/** Writes how well a cluster is known: gathered for a moment, since kinds are told one by one. */
function createStatusWriter(
  database: Kysely<Database>,
  cluster: { readonly id: string; readonly environmentId: string },
  onError: (error: unknown) => void,
) {
  const kinds = new Map<string, KindState>()
  let changedKinds = new Set<string>()
  let connection: ConnectionState | undefined
  let version: string | undefined
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()

  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      writing = writing.then(write).catch(onError)
    }, statusEveryMs)
  }

  const write = async (): Promise<void> => {
    const states = [...changedKinds].flatMap((key) => kinds.get(key) ?? [])
    changedKinds = new Set()
    const now = clusterStatus(connection, [...kinds.values()])
    await database.transaction().execute(async (transaction) => {
      await writeKinds(transaction, cluster.id, states)
      await writeStatus(transaction, cluster, now.status, now.problem, version)
    })
  }

  return {
    kind: (state: KindState): void => {
      const key = `${state.resource.group}/${state.resource.name}`
      kinds.set(key, state)
      changedKinds.add(key)
      soon()
    },
    connection: (state: ConnectionState): void => {
      connection = state
      soon()
    },
    version: (found: string): void => {
      version = found
      soon()
    },
    failed: (reason: Problem) => writeStatus(database, cluster, 'error', reason, undefined),
    folderRead: async ({ problems, failure }: FolderReading): Promise<void> => {
      const status = failure !== undefined ? 'unreachable' : problems.length > 0 ? 'partial' : 'synced'
      await database
        .transaction()
        .execute(async (transaction) => {
          const stored = JSON.stringify(problems.slice(0, mostProblems).map(storedFileProblem))
          if (failure === undefined)
            await transaction.updateTable('clusters').set({ problems: stored }).where('id', '=', cluster.id).execute()
          await writeStatus(transaction, cluster, status, failure ?? problems[0], undefined)
        })
        .catch(onError)
    },
    stop: async (): Promise<void> => {
      clearTimeout(timer)
      await writing
    },
  }
}

const mostProblems = 200

/** The status with the time since when it is so. Whoever looks on is told when it changes. */
async function writeStatus(
  database: Kysely<Database>,
  cluster: { readonly id: string; readonly environmentId: string },
  status: string,
  reason: Problem | undefined,
  version: string | undefined,
): Promise<void> {
  const stored = reason === undefined ? null : JSON.stringify(storedProblem(reason))
  const isWell = status === 'synced' || status === 'partial'
  await sql`update clusters set
      status_since = case when status = ${status} then status_since else now() end, status = ${status}, problem = ${stored}::jsonb,
      version = coalesce(${version ?? null}, version), last_synced_at = case when ${isWell} then now() else last_synced_at end
    where id = ${cluster.id}::uuid`.execute(database)
  const place = { environment: cluster.environmentId, cluster: cluster.id, namespaces: null, user: null }
  await publishChange(database, { topics: ['clusters', 'health'], ...place })
}

async function writeKinds(database: Kysely<Database>, clusterId: string, states: readonly KindState[]): Promise<void> {
  for (const { resource, status, since, lastEventAt, count, problem: reason } of states) {
    const key = { cluster_id: clusterId, api_group: resource.group, resource: resource.name }
    const values = {
      version: resource.version,
      kind: resource.kind,
      status,
      since,
      last_event_at: lastEventAt ?? null,
      objects: count,
      problem: reason === undefined ? null : JSON.stringify(storedProblem(reason)),
    }
    await database
      .insertInto('cluster_kinds')
      .values({ ...key, ...values })
      .onConflict((conflict) => conflict.columns(['cluster_id', 'api_group', 'resource']).doUpdateSet(values))
      .execute()
  }
}

export function storedProblem({ code, message, hint }: Problem): StoredProblem {
  return { code, message, hint }
}

function storedFileProblem({ at, ...rest }: Problem): StoredFileProblem {
  return { ...storedProblem({ at, ...rest }), file: at.file ?? null, line: at.line ?? null, column: at.column ?? null }
}
