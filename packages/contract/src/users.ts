import { permissions, roles } from '@toride/core/access'
import { z } from 'zod'
import { page, pageQuery } from './page.ts'
import { route } from './route.ts'
import { assignment, newPassword, username } from './session.ts'
import { id, several, timestamp } from './values.ts'

export const user = z
  .object({
    id,
    username: z.string(),
    displayName: z.string(),
    email: z.string().nullable(),
    disabled: z.boolean(),
    passwordChangeRequired: z.boolean(),
    assignments: z.array(assignment),
    createdAt: timestamp,
    lastSignInAt: timestamp.nullable(),
  })
  .meta({ id: 'User' })

export type User = z.output<typeof user>

const tag = 'Users and roles'
const params = z.object({ user: id })
const assignments = z.array(assignment).max(50)
const displayName = z.string().trim().max(100)
const email = z.email().max(254).nullable()
const read = { permission: 'user:read', at: 'tenant' } as const
const write = { permission: 'user:write', at: 'tenant' } as const

export const userRoutes = {
  listUsers: route({
    tag,
    summary: 'Users with their roles',
    access: read,
    query: z.object({
      ...pageQuery(['username', 'createdAt', 'lastSignInAt'], ['role']),
      q: z.string().max(200).optional(),
      role: several(z.enum(roles)),
    }),
    status: 200,
    response: page(user),
    csv: true,
  }),
  createUser: route({
    tag,
    summary: 'Make a user; the password must be changed at the first sign-in',
    access: write,
    body: z.strictObject({
      username,
      password: newPassword,
      displayName: displayName.optional(),
      email: email.optional(),
      assignments,
    }),
    status: 201,
    response: user,
    errors: ['name-taken', 'scope-not-found'],
  }),
  getUser: route({ tag, summary: 'One user', access: read, params, status: 200, response: user }),
  updateUser: route({
    tag,
    summary: 'Change a user: name, roles, or whether they may sign in',
    access: write,
    params,
    body: z.strictObject({
      displayName: displayName.optional(),
      email: email.optional(),
      disabled: z.boolean().optional(),
      assignments: assignments.optional(),
    }),
    status: 200,
    response: user,
    errors: ['last-administrator', 'scope-not-found'],
  }),
  deleteUser: route({ tag, summary: 'Delete a user', access: write, params, status: 204, errors: ['last-administrator'] }),
  resetPassword: route({
    tag,
    summary: 'Set a new password that must be changed at the next sign-in; sessions of the user end',
    access: write,
    params,
    body: z.strictObject({ password: newPassword }),
    status: 204,
  }),
  listRoles: route({
    tag,
    summary: 'The roles with what they allow',
    access: 'session',
    status: 200,
    response: z.object({ roles: z.array(z.object({ role: z.enum(roles), permissions: z.array(z.enum(permissions)) })) }),
  }),
}
