import { randomInt, randomUUID } from 'node:crypto'
import type { Client } from '@toride/contract/client'
import { requestHeader } from '@toride/contract/client'
import { type Assignment, tenantScope } from '@toride/core/access'
import type { BrowserContext } from 'playwright-core'

export type Account = { readonly username: string; readonly password: string }

const firstPassword = 'chosen by somebody else'

export const everything: readonly Assignment[] = [{ role: 'clusterAdmin', scope: tenantScope }]

/** Makes a user who still has to change the first password. */
export async function inviteUser(api: Client, assignments: readonly Assignment[]): Promise<Account & { readonly id: string }> {
  const username = `user-${randomUUID().slice(0, 8)}`
  const { id } = await api.createUser({ body: { username, password: firstPassword, assignments: [...assignments] } })
  return { id, username, password: firstPassword }
}

/** Signs a context in as a new user with these roles, who has changed the first password already. */
export async function signInAsNew(context: BrowserContext, url: string, api: Client, assignments: readonly Assignment[]): Promise<Account> {
  const { username, password } = await inviteUser(api, assignments)
  const chosen = 'chosen by the user alone'
  await signIn(context, url, { username, password })
  await send(context, `${url}/api/v1/session/password`, { currentPassword: password, newPassword: chosen })
  return { username, password: chosen }
}

/** Signs a context in, without the page for it. */
export async function signIn(context: BrowserContext, url: string, { username, password }: Account): Promise<void> {
  await send(context, `${url}/api/v1/session`, { username, password })
}

/** Sent as if through a proxy that names another machine each time: so many sign-ins from one machine would be refused. */
async function send(context: BrowserContext, url: string, data: unknown): Promise<void> {
  const from = [10, randomInt(256), randomInt(256), randomInt(1, 255)].join('.')
  const response = await context.request.post(url, { data, headers: { [requestHeader]: '1', 'x-forwarded-for': from } })
  if (!response.ok()) throw new Error(`${url} answered ${response.status()}: ${await response.text()}`)
}
