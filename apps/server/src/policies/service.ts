import type { Policy, PolicyDocument } from '@toride/contract/policies'
import { type PolicyAssignment, readPolicyAssignment } from '@toride/policy/policy-assignment'
import { isShown, isWithin, namesInScope, readScopeNames, requireKnownScope, type ScopeNames } from '../access/document-scope.ts'
import type { CallerContext, InputOf } from '../app/context.ts'
import { pageOfItems } from '../app/page.ts'
import { actorName, change } from '../app/record-change.ts'
import { invalidRequest, RequestProblem } from '../app/request-problem.ts'
import { withFreeName } from '../app/with-free-name.ts'
import { deletePolicyRow, findPolicy, insertPolicy, type PolicyRow, readPolicies, replacePolicy } from './queries.ts'

export async function listPolicies({ database, visibility }: CallerContext, query: InputOf<'listPolicies'>['query']) {
  const names = await readScopeNames(database)
  const q = query.q?.trim().toLowerCase()
  const policies = (await readPolicies(database))
    .filter(({ document }) => isShown(visibility, document.spec.scope ?? {}, names))
    .filter(({ name }) => !q || name.includes(q))
    .filter(({ document }) => !query.check?.length || query.check.some((check) => Object.hasOwn(document.spec.checks, check)))
    .map((row) => policyOf(row, names))
  const page = pageOfItems(policies, { name: ({ name }) => name, updatedAt: ({ updatedAt }) => updatedAt }, ({ id }) => id, query, 'name')
  return { ...page, facets: {} }
}

export async function getPolicy({ database, visibility }: CallerContext, id: string): Promise<Policy> {
  const names = await readScopeNames(database)
  const row = await findPolicy(database, id)
  if (row === undefined || !isShown(visibility, row.document.spec.scope ?? {}, names)) throw new RequestProblem('not-found')
  return policyOf(row, names)
}

export async function createPolicy(context: CallerContext, document: PolicyDocument): Promise<Policy> {
  const id = await withFreeName(document.metadata.name, () =>
    change(context, ['policies'], async (transaction) => {
      await readOwnPolicy(context, document, '')
      const made = await insertPolicy(transaction, document, actorName(context.principal))
      const target = { kind: 'policy', id: made, name: document.metadata.name }
      return { result: made, change: { action: 'policy.create', target, after: document.spec } }
    }),
  )
  await context.assessor.decisionsChanged()
  return getPolicy(context, id)
}

export async function updatePolicy(context: CallerContext, id: string, document: PolicyDocument): Promise<Policy> {
  const before = await ownPolicy(context, id)
  await withFreeName(document.metadata.name, () =>
    change(context, ['policies'], async (transaction) => {
      await readOwnPolicy(context, document, '')
      await replacePolicy(transaction, id, document, actorName(context.principal), context.now())
      const target = { kind: 'policy', id, name: before.name }
      return { result: undefined, change: { action: 'policy.update', target, before: before.document.spec, after: document.spec } }
    }),
  )
  await context.assessor.decisionsChanged()
  return getPolicy(context, id)
}

export async function deletePolicy(context: CallerContext, id: string): Promise<void> {
  const before = await ownPolicy(context, id)
  await change(context, ['policies'], async (transaction) => {
    await deletePolicyRow(transaction, id)
    const target = { kind: 'policy', id, name: before.name }
    return { result: undefined, change: { action: 'policy.delete', target, before: before.document.spec } }
  })
  await context.assessor.decisionsChanged()
}

/** A policy that the caller may change. */
export async function ownPolicy({ database, visibility }: CallerContext, id: string): Promise<PolicyRow> {
  const names = await readScopeNames(database)
  const row = await findPolicy(database, id)
  if (row === undefined || !isShown(visibility, row.document.spec.scope ?? {}, names)) throw new RequestProblem('not-found')
  if (!isWithin(visibility, row.document.spec.scope ?? {}, names)) throw new RequestProblem('not-allowed', { permission: 'policy:write' })
  return row
}

/**
 * Reads a document that the caller wants to save: right in itself, about places that exist and are the caller's.
 *
 * @param at where the document stands in the body
 */
export async function readOwnPolicy(
  { database, visibility, assessor }: CallerContext,
  document: PolicyDocument,
  at: string,
): Promise<PolicyAssignment> {
  const read = readPolicyAssignment(document, assessor.catalogue.checks)
  if (!read.ok) throw invalidRequest(read.faults.map(({ pointer, message }) => ({ path: at + pointer, message })))
  const names = await readScopeNames(database)
  requireKnownScope(read.assignment.scope, names)
  if (!isWithin(visibility, read.assignment.scope, names)) throw new RequestProblem('not-allowed', { permission: 'policy:write' })
  return read.assignment
}

function policyOf(row: PolicyRow, names: ScopeNames): Policy {
  const denies = Object.values(row.document.spec.checks).filter(({ effect }) => effect === 'deny').length
  return {
    id: row.id,
    name: row.name,
    document: row.document,
    ...namesInScope(row.document.spec.scope ?? {}, names),
    denies,
    enforced: false,
    enforcement: denies > 0 ? 'no-admission-installed' : 'not-denied',
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
  }
}
