import { z } from 'zod'
import { page, pageQuery } from './page.ts'
import { route } from './route.ts'
import { assignment } from './session.ts'
import { id, name, timestamp } from './values.ts'

/** A token for machines. It never allows more than its owner may at the moment of use. */
export const token = z
  .object({
    id,
    name: z.string(),
    /** The beginning of the token, to recognise it. */
    prefix: z.string(),
    owner: z.object({ id, username: z.string() }),
    assignments: z.array(assignment),
    createdAt: timestamp,
    expiresAt: timestamp,
    lastUsedAt: timestamp.nullable(),
    state: z.enum(['active', 'expired', 'revoked']),
  })
  .meta({ id: 'Token' })

export type Token = z.output<typeof token>

const tag = 'API tokens'

export const tokenRoutes = {
  listTokens: route({
    tag,
    summary: 'Own API tokens',
    access: 'session',
    query: z.object({ ...pageQuery(['createdAt', 'name', 'expiresAt'], []) }),
    status: 200,
    response: page(token),
    csv: true,
  }),
  createToken: route({
    tag,
    summary: 'Make an API token; the answer is the only time that it is shown',
    access: 'session',
    body: z.strictObject({
      name,
      /** Days from now. */
      expiresInDays: z.int().min(1).max(365),
      assignments: z.array(assignment).min(1).max(20),
    }),
    status: 201,
    response: z.object({ token, secret: z.string() }),
    errors: ['grant-exceeds-own', 'limit-reached'],
  }),
  revokeToken: route({
    tag,
    summary: 'Revoke an own API token',
    access: 'session',
    params: z.object({ token: id }),
    status: 204,
  }),
}
