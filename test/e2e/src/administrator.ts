import { createClient } from '@toride/contract/client'
import { tenantScope } from '@toride/core/access'
import type { TestServer } from './start-server.ts'

export const administrator = { username: 'admin', password: 'a long enough sentence', displayName: 'Ada Admin' } as const

/** Makes the first administrator; answers with an API token that may do everything. */
export async function createAdministrator({ url, setupToken }: Pick<TestServer, 'url' | 'setupToken'>): Promise<string> {
  let cookie = ''
  const client = createClient({
    baseUrl: url,
    fetch: async (address, init) => {
      const response = await fetch(address, { ...init, headers: { ...(init.headers as Record<string, string>), cookie } })
      const set = response.headers.getSetCookie().map((each) => each.split(';')[0])
      if (set.length > 0) cookie = set.join('; ')
      return response
    },
  })
  await client.setUp({ body: { token: setupToken, ...administrator } })
  const assignments = [{ role: 'clusterAdmin' as const, scope: tenantScope }]
  const { secret } = await client.createToken({ body: { name: 'journeys', expiresInDays: 1, assignments } })
  return secret
}
