import type { Handlers } from '../app/context.ts'
import { createToken, listTokens, revokeToken } from './service.ts'

export const tokenHandlers: Handlers<'listTokens' | 'createToken' | 'revokeToken'> = {
  listTokens: (context, { query }) => listTokens(context, query),
  createToken: (context, { body }) => createToken(context, body),
  revokeToken: (context, { params }) => revokeToken(context, params.token),
}
