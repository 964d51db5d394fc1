import { hash } from 'node:crypto'
import { setTimeout as delay, setImmediate as yieldToOthers } from 'node:timers/promises'
import type { EventTopic } from '@toride/contract/events'
import { apiGroup, type KubernetesObject } from '@toride/core/kubernetes-object'
import { dependencyIndex } from '@toride/policy/affected'
import { type AssessOptions, assessResource, type ResourceAssessment } from '@toride/policy/assess'
import type { Profile } from '@toride/policy/check'
import type { Exemption } from '@toride/policy/exemption'
import { createInventory, type Inventory, isTopLevel, type Resource } from '@toride/policy/inventory'
import { createPolicy, type Policy } from '@toride/policy/policy'
import type { PolicyAssignment } from '@toride/policy/policy-assignment'
import type { Database } from '@toride/store/schema'
import type { Kysely } from 'kysely'
import { publishChange } from '../live/publish-change.ts'
import { assessedRow, type RowOptions, rowHash } from './assessed-row.ts'
import type { CheckCatalogue } from './check-catalogue.ts'
import { createObjectKeeper } from './object-keeper.ts'
import { packObject, textOfPacked } from './packed-object.ts'
import { recordScore } from './record-score.ts'
import type { RestoredRow } from './restore-cluster.ts'
import { slimObject } from './slim-object.ts'
import { deleteRows, type RowToWrite, writeRows } from './write-rows.ts'

/** What people decided: read from the database, the same for all clusters. */
export type Decisions = {
  readonly assignments: readonly PolicyAssignment[]
  readonly exemptions: readonly Exemption[]
  readonly exemptionId: (exemption: Exemption) => string | undefined
}

type ClusterIdentity = { readonly id: string; readonly environmentId: string; readonly kind: 'kubernetes' | 'manifests' }

export type RuntimeOptions = {
  readonly cluster: ClusterIdentity
  readonly database: Kysely<Database>
  readonly catalogue: CheckCatalogue
  readonly now: () => Date
  /** Told when something could not be written; it is tried again. */
  readonly onError: (error: unknown) => void
  /** Told after much was written at once, which leaves much garbage behind. */
  readonly onBurst?: (() => void) | undefined
  readonly profile: Profile
  readonly decisions: Decisions
}

type Locate = NonNullable<RowOptions['locate']>

/** A resource as the database has it. */
type Known = { readonly hash: string; readonly topKey: string | null }

/**
 * One cluster or folder in memory, and the way from its changes to the database: put objects in, and what they change is
 * assessed and written a moment later.
 */
export type ClusterRuntime = {
  readonly inventory: Inventory
  /** Kinds of which every object is here; absence in others means nothing. */
  readonly knownKinds: Set<string>
  /** Whether assessing has begun: not before everything was read once, since a part would be judged wrongly. */
  readonly isSettled: () => boolean
  /** Takes an object in; one that is as it was changes nothing. */
  put(object: KubernetesObject): Resource
  remove(key: string): void
  /** Stops assessing until everything was read (again). */
  gather(): void
  /** Begins to assess, everything first. */
  settle(): void
  /** Takes over decisions or a profile that have changed. A cluster is assessed again at once, a folder when it is read again. */
  decide(profile: Profile, decisions: Decisions): void
  setTargetVersion(version: string | undefined): void
  /** Tells where objects stand in files, for as long as this is being assessed. */
  setLocate(locate: Locate | undefined): void
  /** Resolves when everything that was put in so far is written. */
  written(): Promise<void>
  /** How much waits to be written: sources that bring more are to wait. */
  readonly backlog: () => number
  policy(): Policy
  assessOptions(policy?: Policy): AssessOptions
  assess(resource: Resource): ResourceAssessment
  /** Loads what the database has from an earlier run. */
  restore(rows: AsyncIterable<RestoredRow>): Promise<void>
  stop(): Promise<void>
}

const gatherMs = 100
const rowsAtOnce = 400
/** A stretch of work after which others get their turn. */
const longestStretchMs = 12
/** So many rows in one go are a burst. */
const burstRows = 2_000
const retryMs = { first: 500, most: 30_000 }

export function createClusterRuntime(options: RuntimeOptions): ClusterRuntime {
  const { cluster, database, catalogue, now } = options
  const knownKinds = new Set<string>()
  const inventory = createInventory({ keep: createObjectKeeper(), ...(cluster.kind === 'kubernetes' && { knownKinds }) })
  const dependencies = dependencyIndex(catalogue.checks)
  const known = new Map<string, Known>()
  /** Packed objects that the database does not have yet, as texts. */
  const packed = new Map<string, string>()
  const objectHashes = new Map<string, string>()
  const dirty = new Set<string>()
  const removed = new Map<string, string>()
  const scoreNamespaces = new Set<string>()
  let profile = options.profile
  let decisions = options.decisions
  let policy: Policy | undefined
  let targetMinor: number | undefined
  let locate: Locate | undefined
  let isSettled = false
  let written = 0
  const stopping = new AbortController()
  let working: Promise<void> | undefined

  const runtime: ClusterRuntime = {
    inventory,
    knownKinds,
    isSettled: () => isSettled,
    put(object) {
      const former = inInventory(inventory, object)
      const objectHash = hashOf(object)
      if (former !== undefined && objectHashes.get(former.key) === objectHash) return former
      const resource = inventory.put(slimObject(object))
      objectHashes.set(resource.key, objectHash)
      packed.set(resource.key, textOfPacked(packObject(object)))
      removed.delete(resource.key)
      touch(resource)
      if (former !== undefined) touch(former)
      return resource
    },
    remove(key) {
      const former = inventory.remove(key)
      if (former === undefined && !known.has(key)) return
      removed.set(key, former?.namespace ?? '')
      dirty.delete(key)
      packed.delete(key)
      objectHashes.delete(key)
      if (former !== undefined) touch(former)
      begin()
    },
    gather() {
      isSettled = false
    },
    settle() {
      isSettled = true
      touchAll()
    },
    decide(nextProfile, nextDecisions) {
      profile = nextProfile
      decisions = nextDecisions
      policy = undefined
      // Where things stand in files is only known while a folder is read.
      if (isSettled && cluster.kind === 'kubernetes') touchAll()
    },
    setTargetVersion(version) {
      const minor = /^v?1\.(\d+)/.exec(version ?? '')?.[1]
      const next = minor === undefined ? undefined : Number(minor)
      if (next === targetMinor) return
      targetMinor = next
      if (isSettled) touchAll()
    },
    setLocate(next) {
      locate = next
    },
    async written() {
      while (working !== undefined) await working
    },
    backlog: () => packed.size + removed.size,
    policy: () => {
      policy ??= createPolicy({
        checks: catalogue.checks,
        profile,
        assignments: decisions.assignments,
        exemptions: decisions.exemptions,
        place: { environments: [cluster.environmentId], cluster: cluster.id },
        now: now(),
      })
      return policy
    },
    assessOptions: (given) => ({ plan: (given ?? runtime.policy()).plan, inventory, targetMinor }),
    assess: (resource) => assessResource(resource, runtime.assessOptions()),
    async restore(rows) {
      for await (const { key, hash: rowState, topKey, object } of rows) {
        known.set(key, { hash: rowState, topKey })
        objectHashes.set(inventory.put(slimObject(object)).key, hashOf(object))
      }
    },
    async stop() {
      stopping.abort()
      await working
    },
  }
  return runtime

  function touch(changed: Resource): void {
    if (inventory.byKey(changed.key) !== undefined) dirty.add(changed.key)
    if (!isSettled) return
    for (const resource of dependencies.affectedBy(changed, inventory)) dirty.add(resource.key)
    begin()
  }

  function touchAll(): void {
    for (const { key } of inventory.all()) dirty.add(key)
    begin()
  }

  function begin(): void {
    if (working !== undefined || !isSettled || stopping.signal.aborted) return
    working = work().finally(() => {
      working = undefined
      if (dirty.size > 0 || removed.size > 0) begin()
    })
  }

  async function work(): Promise<void> {
    await delay(gatherMs, undefined, { signal: stopping.signal }).catch(() => {})
    let failures = 0
    written = 0
    while ((dirty.size > 0 || removed.size > 0 || scoreNamespaces.size > 0) && !stopping.signal.aborted) {
      try {
        if (removed.size > 0) await writeRemoved()
        else if (dirty.size > 0) await writeDirty()
        else await writeScore()
        failures = 0
      } catch (error) {
        if (stopping.signal.aborted) return
        options.onError(error)
        await delay(Math.min(retryMs.first * 2 ** failures, retryMs.most), undefined, { signal: stopping.signal }).catch(() => {})
        failures += 1
      }
    }
    if (written > burstRows) options.onBurst?.()
  }

  async function writeRemoved(): Promise<void> {
    const batch = new Map([...removed].slice(0, 2000))
    await database.transaction().execute(async (transaction) => {
      await deleteRows(transaction, cluster.id, [...batch.keys()])
      await publish(transaction, ['resources', 'recommendations'], [...new Set(batch.values())])
    })
    for (const [key, namespace] of batch) {
      if (removed.get(key) === namespace) removed.delete(key)
      known.delete(key)
      scoreNamespaces.add(namespace)
    }
  }

  /** Assesses a batch of what is dirty and writes what has become different by it. */
  async function writeDirty(): Promise<void> {
    const keys = take(dirty, rowsAtOnce)
    const rows: RowToWrite[] = []
    const topKeys = new Map<string, string | null>()
    let stretchStart = performance.now()
    for (const key of keys) {
      const resource = inventory.byKey(key)
      if (resource === undefined) continue
      const row = assessedRow(resource, isTopLevel(resource, inventory) ? runtime.assess(resource) : undefined, rowOptions())
      const rowState = `${objectHashes.get(key) ?? ''}:${rowHash(row)}`
      topKeys.set(key, row.top_key)
      if (known.get(key)?.hash !== rowState) rows.push({ row, hash: rowState, object: packed.get(key) })
      else packed.delete(key)
      // The pods below may have come before this controller, and stand as their own.
      for (const pod of inventory.livePods(resource)) {
        if (pod !== resource && known.get(pod.key)?.topKey !== (row.top_key ?? key) && !topKeys.has(pod.key)) dirty.add(pod.key)
      }
      if (performance.now() - stretchStart > longestStretchMs) {
        await yieldToOthers()
        stretchStart = performance.now()
      }
    }
    written += rows.length
    if (rows.length === 0) return
    try {
      await database.transaction().execute(async (transaction) => {
        await writeRows(transaction, cluster, rows, now())
        await publish(transaction, ['resources', 'recommendations'], [...new Set(rows.map(({ row }) => row.namespace))])
      })
    } catch (error) {
      for (const { row } of rows) if (inventory.byKey(row.key) !== undefined) dirty.add(row.key)
      throw error
    }
    for (const { row, hash: rowState, object } of rows) {
      known.set(row.key, { hash: rowState, topKey: row.top_key })
      if (packed.get(row.key) === object) packed.delete(row.key)
      scoreNamespaces.add(row.namespace)
    }
  }

  async function writeScore(): Promise<void> {
    const namespaces = take(scoreNamespaces, 200)
    try {
      await database.transaction().execute(async (transaction) => {
        if (await recordScore(transaction, cluster.id, namespaces, now())) await publish(transaction, ['score'], namespaces)
      })
    } catch (error) {
      for (const namespace of namespaces) scoreNamespaces.add(namespace)
      throw error
    }
  }

  async function publish(transaction: Kysely<Database>, topics: readonly EventTopic[], namespaces: readonly string[]): Promise<void> {
    await publishChange(transaction, { topics, environment: cluster.environmentId, cluster: cluster.id, namespaces, user: null })
  }

  function rowOptions(): RowOptions {
    return {
      inventory,
      assess: runtime.assessOptions(),
      numberOf: catalogue.numberOf,
      exemptionOf: runtime.policy().exemptionOf,
      exemptionId: decisions.exemptionId,
      locate,
    }
  }
}

/** Tells one state of an object from another: by its version where a server counts them. */
function hashOf(object: KubernetesObject): string {
  const { uid, resourceVersion } = object.metadata ?? {}
  return uid !== undefined && resourceVersion !== undefined ? `${uid}/${resourceVersion}` : hash('sha1', JSON.stringify(object), 'base64')
}

/** The resource that an object is or replaces. Objects of files may have anything where a text belongs. */
function inInventory(inventory: Inventory, { apiVersion, kind, metadata }: KubernetesObject): Resource | undefined {
  const { name, generateName, namespace } = metadata ?? {}
  return inventory.get(`${apiGroup(apiVersion)}/${kind}`, textOf(namespace) ?? '', textOf(name) ?? textOf(generateName) ?? '')
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function take<T>(set: Set<T>, most: number): T[] {
  const taken: T[] = []
  for (const item of set) {
    if (taken.length === most) break
    taken.push(item)
    set.delete(item)
  }
  return taken
}
