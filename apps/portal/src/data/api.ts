import { createClient } from '@toride/contract/client'

/** The API of the server that sent this page. */
export const api = createClient({ fetch: (url, init) => fetch(url, init), baseUrl: '' })
