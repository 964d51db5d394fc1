import { permissions, roles } from '@toride/core/access'
import { locales } from '@toride/core/locale'
import { z } from 'zod'
import { route } from './route.ts'
import { id, scope, timestamp } from './values.ts'

export const assignment = z.object({ role: z.enum(roles), scope }).meta({ id: 'Assignment' })

/** At least 12 characters; more is asked of nobody (NIST SP 800-63B: length, no rules of composition). */
export const newPassword = z.string().min(12).max(256)
export const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9._@+-]{0,98}[a-z0-9])?$/)

export const session = z
  .object({
    user: z.object({
      id,
      username: z.string(),
      displayName: z.string(),
      email: z.string().nullable(),
      locale: z.enum(locales).nullable(),
    }),
    assignments: z.array(assignment),
    /** What is allowed somewhere; where exactly follows from the assignments. */
    permissions: z.array(z.enum(permissions)),
    method: z.enum(['password', 'token']),
    /** Until the password is changed, nothing else is allowed. */
    passwordChangeRequired: z.boolean(),
    expiresAt: timestamp,
  })
  .meta({ id: 'Session' })

export type Session = z.output<typeof session>

/** What a portal has to know before anybody is signed in. */
export const sessionState = z.object({
  session: session.nullable(),
  setupNeeded: z.boolean(),
  /** Identity providers besides the password; each begins at its address. */
  providers: z.array(z.object({ id: z.string(), name: z.string(), startUrl: z.string() })),
})

const tag = 'Session'

export const sessionRoutes = {
  getSetup: route({
    tag,
    summary: 'Whether the first administrator still has to be made',
    access: 'public',
    status: 200,
    response: z.object({ needed: z.boolean() }),
  }),
  setUp: route({
    tag,
    summary: 'Make the first administrator with the setup token, and sign in',
    access: 'public',
    body: z.strictObject({
      token: z.string().max(200),
      username,
      password: newPassword,
      displayName: z.string().trim().max(100).optional(),
      email: z.email().max(254).nullable().optional(),
    }),
    status: 201,
    response: session,
    errors: ['setup-closed', 'setup-token-wrong', 'too-many-requests'],
  }),
  getSession: route({
    tag,
    summary: 'Who is signed in; nobody is an answer, not an error',
    access: 'public',
    status: 200,
    response: sessionState,
  }),
  signIn: route({
    tag,
    summary: 'Sign in with username and password',
    access: 'public',
    body: z.strictObject({ username: z.string().max(100), password: z.string().max(256) }),
    status: 201,
    response: session,
    errors: ['sign-in-failed', 'too-many-requests'],
  }),
  signOut: route({ tag, summary: 'Sign out', access: 'public', status: 204 }),
  changePassword: route({
    tag,
    summary: 'Change the own password; all other sessions end',
    access: 'session',
    body: z.strictObject({ currentPassword: z.string().max(256), newPassword }),
    status: 200,
    response: session,
    errors: ['current-password-wrong', 'too-many-requests'],
  }),
  updateProfile: route({
    tag,
    summary: 'Change the own name, e-mail address and language',
    access: 'session',
    body: z.strictObject({
      displayName: z.string().trim().max(100).optional(),
      email: z.email().max(254).nullable().optional(),
      locale: z.enum(locales).nullable().optional(),
    }),
    status: 200,
    response: session,
  }),
}
