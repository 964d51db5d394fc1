import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isSignedOut, problemOf } from './problem.ts'

/** The cache of answers. Events keep it fresh; a session that ended anywhere brings back the sign-in page. */
export function createQueryClient(): QueryClient {
  const askForSession = (error: Error) => {
    if (isSignedOut(error)) void client.invalidateQueries({ queryKey: ['getSession'] })
  }
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: askForSession }),
    mutationCache: new MutationCache({ onError: askForSession }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 5 * 60_000,
        // An answer that says no will say it again; only a broken connection or an overloaded server is worth another try.
        retry: (failures, error) => failures < 2 && (problemOf(error)?.status ?? 503) >= 500,
      },
    },
  })
  return client
}
