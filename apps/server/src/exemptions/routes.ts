import type { Handlers } from '../app/context.ts'
import { createExemption, deleteExemption, getExemption, listExemptions, updateExemption } from './service.ts'

export const exemptionHandlers: Handlers<'listExemptions' | 'createExemption' | 'getExemption' | 'updateExemption' | 'deleteExemption'> = {
  listExemptions: (context, { query }) => listExemptions(context, query),
  createExemption: (context, { body }) => createExemption(context, body),
  getExemption: (context, { params }) => getExemption(context, params.exemption),
  updateExemption: (context, { params, body }) => updateExemption(context, params.exemption, body),
  deleteExemption: (context, { params }) => deleteExemption(context, params.exemption),
}
