import { type Client, createClient } from '@toride/contract/client'

/** Address of the common server. */
export const serverUrl = required('TORIDE_E2E_URL')

/** The API with every permission. */
export const administratorApi: Client = createClient({ baseUrl: serverUrl, token: required('TORIDE_E2E_TOKEN'), fetch })

function required(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set: run the journeys with "npm run e2e".`)
  return value
}
