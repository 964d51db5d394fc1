import type { Handlers } from '../app/context.ts'
import { listChecks } from './checks.ts'
import { previewPolicy } from './preview.ts'
import { createPolicy, deletePolicy, getPolicy, listPolicies, updatePolicy } from './service.ts'

export const policyHandlers: Handlers<
  'listChecks' | 'listPolicies' | 'createPolicy' | 'previewPolicy' | 'getPolicy' | 'updatePolicy' | 'deletePolicy'
> = {
  listChecks: ({ assessor }) => listChecks(assessor.catalogue),
  listPolicies: (context, { query }) => listPolicies(context, query),
  createPolicy: (context, { body }) => createPolicy(context, body),
  previewPolicy: (context, { body }) => previewPolicy(context, body),
  getPolicy: (context, { params }) => getPolicy(context, params.policy),
  updatePolicy: (context, { params, body }) => updatePolicy(context, params.policy, body),
  deletePolicy: (context, { params }) => deletePolicy(context, params.policy),
}
