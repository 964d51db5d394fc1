import { z } from 'zod'
import { route } from './route.ts'
import { id, name, timestamp } from './values.ts'

/** A page with its filters, as the person saved it. `query` is the page's query string. */
export const savedView = z
  .object({ id, page: z.string(), name: z.string(), query: z.string(), createdAt: timestamp, updatedAt: timestamp })
  .meta({ id: 'SavedView' })

export type SavedView = z.output<typeof savedView>

const input = z.strictObject({
  page: z.string().regex(/^[a-z][a-z0-9-]{0,49}$/),
  name,
  query: z.string().max(4000),
})
const tag = 'Saved views'
const params = z.object({ view: id })

export const savedViewRoutes = {
  listSavedViews: route({
    tag,
    summary: 'Own saved views',
    access: 'session',
    query: z.object({ page: z.string().max(50).optional() }),
    status: 200,
    response: z.object({ items: z.array(savedView) }),
  }),
  createSavedView: route({
    tag,
    summary: 'Save a view',
    access: 'session',
    body: input,
    status: 201,
    response: savedView,
    errors: ['name-taken', 'limit-reached'],
  }),
  updateSavedView: route({
    tag,
    summary: 'Replace a saved view',
    access: 'session',
    params,
    body: input,
    status: 200,
    response: savedView,
    errors: ['name-taken'],
  }),
  deleteSavedView: route({ tag, summary: 'Delete a saved view', access: 'session', params, status: 204 }),
}
