import type { SavedView } from '@toride/contract/saved-views'
import type { CallerContext, InputOf } from '../app/context.ts'
import { change } from '../app/record-change.ts'
import { RequestProblem } from '../app/request-problem.ts'
import { countViews, deleteView, insertView, readViews, type SavedViewRow, updateView } from './queries.ts'

const mostViews = 200

export async function listSavedViews({ database, principal }: CallerContext, page: string | undefined) {
  return { items: (await readViews(database, principal.user.id, page)).map(savedViewOf) }
}

export async function createSavedView(context: CallerContext, input: InputOf<'createSavedView'>['body']): Promise<SavedView> {
  const { id: user } = context.principal.user
  return change(context, ['saved-views'], async (transaction) => {
    if ((await countViews(transaction, user)) >= mostViews) throw new RequestProblem('limit-reached', { limit: mostViews })
    const row = await insertView(transaction, { ...input, user_id: user })
    if (row === undefined) throw new RequestProblem('name-taken', { name: input.name })
    return { result: savedViewOf(row), change: { action: 'saved-view.create', target: targetOf(row), after: input }, user }
  })
}

export async function updateSavedView(context: CallerContext, id: string, input: InputOf<'updateSavedView'>['body']): Promise<SavedView> {
  const { id: user } = context.principal.user
  return change(context, ['saved-views'], async (transaction) => {
    const views = await readViews(transaction, user, undefined)
    const before = views.find((view) => view.id === id)
    if (before === undefined) throw new RequestProblem('not-found')
    const isTaken = views.some((view) => view.id !== id && view.page === input.page && view.name === input.name)
    if (isTaken) throw new RequestProblem('name-taken', { name: input.name })
    const row = await updateView(transaction, id, { ...input, updated_at: context.now() })
    const { page, name, query } = before
    return {
      result: savedViewOf(row),
      change: { action: 'saved-view.update', target: targetOf(row), before: { page, name, query }, after: input },
      user,
    }
  })
}

export async function deleteSavedView(context: CallerContext, id: string): Promise<void> {
  const { id: user } = context.principal.user
  await change(context, ['saved-views'], async (transaction) => {
    const row = await deleteView(transaction, user, id)
    if (row === undefined) throw new RequestProblem('not-found')
    return { result: undefined, change: { action: 'saved-view.delete', target: targetOf(row) }, user }
  })
}

function targetOf({ id, name }: SavedViewRow) {
  return { kind: 'saved-view', id, name }
}

function savedViewOf({ id, page, name, query, created_at, updated_at }: SavedViewRow): SavedView {
  return { id, page, name, query, createdAt: created_at.toISOString(), updatedAt: updated_at.toISOString() }
}
