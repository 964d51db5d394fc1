import type { Exemption } from '@toride/contract/exemptions'
import { readExemption } from '@toride/policy/exemption'
import type { StoredScope } from '@toride/store/schema'
import { isShown, isWithin, namesInScope, readScopeNames, requireKnownScope, type ScopeNames } from '../access/document-scope.ts'
import type { CallerContext, InputOf } from '../app/context.ts'
import { facetsOfItems, pageOfItems } from '../app/page.ts'
import { actorName, change } from '../app/record-change.ts'
import { invalidRequest, RequestProblem } from '../app/request-problem.ts'
import {
  countAffected,
  deleteExemptionRow,
  type ExemptionRow,
  findExemption,
  insertExemption,
  readExemptions,
  readTargets,
  replaceExemption,
} from './queries.ts'

export async function listExemptions(context: CallerContext, query: InputOf<'listExemptions'>['query']) {
  const { database, visibility, now } = context
  const names = await readScopeNames(database)
  const affected = await countAffected(database, visibility)
  const all = (await readExemptions(database))
    .filter(({ scope }) => isShown(visibility, scope, names))
    .map((row) => exemptionOf(row, names, affected, now()))
  const { category, state, check } = query
  const q = query.q?.trim().toLowerCase()
  const filters = {
    category: category?.length ? (item: Exemption) => category.includes(item.category) : undefined,
    state: state?.length ? (item: Exemption) => state.includes(item.state) : undefined,
    check: check?.length ? (item: Exemption) => check.some((each) => item.checks.includes(each)) : undefined,
    q: q ? (item: Exemption) => `${item.name} ${item.reason}`.toLowerCase().includes(q) : undefined,
  }
  const shown = all.filter((item) => Object.values(filters).every((holds) => holds === undefined || holds(item)))
  const page = pageOfItems(
    shown,
    { name: ({ name }) => name, createdAt: ({ createdAt }) => createdAt, expiresAt: ({ expiresAt }) => expiresAt ?? '9999' },
    ({ id }) => id,
    query,
    '-createdAt',
  )
  const facets = facetsOfItems(
    all,
    filters,
    {
      category: (item) => [{ value: item.category }],
      state: (item) => [{ value: item.state }],
      check: (item) => item.checks.map((value) => ({ value })),
    },
    query.facets ?? [],
  )
  return { ...page, facets }
}

export async function getExemption(context: CallerContext, id: string): Promise<Exemption> {
  const { database, visibility, now } = context
  const names = await readScopeNames(database)
  const row = await findExemption(database, id)
  if (row === undefined || !isShown(visibility, row.scope, names)) throw new RequestProblem('not-found')
  return exemptionOf(row, names, await countAffected(database, visibility), now())
}

type Input = InputOf<'updateExemption'>['body']

/** Makes exemptions: one for a scope, or as many as the resources need that were named. */
export async function createExemption(context: CallerContext, input: InputOf<'createExemption'>['body']): Promise<{ items: Exemption[] }> {
  const names = await readScopeNames(context.database)
  const wanted: Input[] = 'resources' in input ? await ofResources(context, input) : [input]
  for (const each of wanted) judge(context, each, names)
  const by = actorName(context.principal)
  const rows = await change(context, ['exemptions'], async (transaction) => {
    const made: ExemptionRow[] = []
    for (const each of wanted) made.push(await insertExemption(transaction, { ...valuesOf(each), created_by: by, updated_by: by }))
    const target = { kind: 'exemption', id: made.map(({ id }) => id).join(' '), name: input.name }
    return { result: made, change: { action: 'exemption.create', target, after: input } }
  })
  await context.assessor.decisionsChanged()
  return { items: rows.map((row) => exemptionOf(row, names, new Map(), context.now())) }
}

export async function updateExemption(context: CallerContext, id: string, input: Input): Promise<Exemption> {
  const names = await readScopeNames(context.database)
  const before = await ownExemption(context, id, names)
  judge(context, input, names)
  await change(context, ['exemptions'], async (transaction) => {
    const values = { ...valuesOf(input), updated_by: actorName(context.principal), updated_at: context.now() }
    await replaceExemption(transaction, id, values)
    const target = { kind: 'exemption', id, name: before.name }
    return { result: undefined, change: { action: 'exemption.update', target, before: summary(before), after: input } }
  })
  await context.assessor.decisionsChanged()
  return getExemption(context, id)
}

export async function deleteExemption(context: CallerContext, id: string): Promise<void> {
  const before = await ownExemption(context, id, await readScopeNames(context.database))
  await change(context, ['exemptions'], async (transaction) => {
    await deleteExemptionRow(transaction, id)
    const target = { kind: 'exemption', id, name: before.name }
    return { result: undefined, change: { action: 'exemption.delete', target, before: summary(before) } }
  })
  await context.assessor.decisionsChanged()
}

async function ownExemption({ database, visibility }: CallerContext, id: string, names: ScopeNames): Promise<ExemptionRow> {
  const row = await findExemption(database, id)
  if (row === undefined || !isShown(visibility, row.scope, names)) throw new RequestProblem('not-found')
  if (!isWithin(visibility, row.scope, names)) throw new RequestProblem('not-allowed', { permission: 'exemption:write' })
  return row
}

/** Whether an exemption can be taken over: right in itself, about places that exist and are the caller's. */
function judge({ assessor, visibility }: CallerContext, input: Input, names: ScopeNames): void {
  const { name, checks, category, reason, scope = {}, kinds, names: resourceNames, expiresAt } = input
  const document = {
    name,
    checks,
    category,
    reason,
    scope,
    ...(kinds && { kinds }),
    ...(resourceNames && { names: resourceNames }),
    ...(expiresAt !== null && { expiresAt: new Date(expiresAt).toISOString() }),
  }
  const read = readExemption(
    document,
    assessor.catalogue.checks.map(({ id }) => id),
  )
  if (!read.ok) throw invalidRequest(read.faults.map(({ pointer, message }) => ({ path: pointer, message })))
  requireKnownScope(scope, names)
  if (!isWithin(visibility, scope, names)) throw new RequestProblem('not-allowed', { permission: 'exemption:write' })
}

/** Exemptions that hold for exactly these resources: one for each cluster, namespace and kind. */
async function ofResources(
  { database, visibility }: CallerContext,
  { resources, ...common }: Extract<InputOf<'createExemption'>['body'], { resources: unknown }>,
): Promise<Input[]> {
  const targets = await readTargets(database, visibility, resources)
  if (targets.length < new Set(resources).size) throw new RequestProblem('resource-not-found')
  const groups = Map.groupBy(targets, ({ cluster_id, namespace, kind }) => `${cluster_id}/${namespace}/${kind}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const namespaces = first.namespace === '' ? {} : { namespaces: [first.namespace] }
    const scope = { clusters: [first.cluster_id], ...namespaces }
    return [{ ...common, scope, kinds: [first.kind], names: group.map(({ name }) => name) }]
  })
}

function valuesOf({ name, checks, category, reason, scope = {}, kinds = [], names = [], expiresAt }: Input) {
  return {
    name,
    checks,
    category,
    reason,
    scope: JSON.stringify(scope),
    kinds,
    names,
    expires_at: expiresAt === null ? null : new Date(expiresAt),
  }
}

function summary({ name, checks, category, reason, scope, kinds, names, expires_at }: ExemptionRow) {
  return { name, checks, category, reason, scope, kinds, names, expiresAt: expires_at?.toISOString() ?? null }
}

function exemptionOf(row: ExemptionRow, names: ScopeNames, affected: ReadonlyMap<string, number>, now: Date): Exemption {
  return {
    id: row.id,
    name: row.name,
    checks: row.checks,
    category: row.category as Exemption['category'],
    reason: row.reason,
    scope: row.scope as StoredScope as Exemption['scope'],
    ...namesInScope(row.scope, names),
    kinds: row.kinds,
    names: row.names,
    expiresAt: row.expires_at?.toISOString() ?? null,
    state: row.expires_at !== null && row.expires_at <= now ? 'expired' : 'active',
    affected: affected.get(row.id) ?? 0,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    updatedBy: row.updated_by,
    updatedAt: row.updated_at.toISOString(),
  }
}
