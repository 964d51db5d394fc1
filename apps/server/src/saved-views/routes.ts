import type { Handlers } from '../app/context.ts'
import { createSavedView, deleteSavedView, listSavedViews, updateSavedView } from './service.ts'

export const savedViewHandlers: Handlers<'listSavedViews' | 'createSavedView' | 'updateSavedView' | 'deleteSavedView'> = {
  listSavedViews: (context, { query }) => listSavedViews(context, query.page),
  createSavedView: (context, { body }) => createSavedView(context, body),
  updateSavedView: (context, { params, body }) => updateSavedView(context, params.view, body),
  deleteSavedView: (context, { params }) => deleteSavedView(context, params.view),
}
