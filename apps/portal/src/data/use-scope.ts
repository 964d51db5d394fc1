import { useMemo } from 'react'
import { useSearchState } from './use-search-state.ts'

/** The keys of the address that the scope selector sets. They follow from page to page. */
export const scopeKeys = ['environment', 'cluster', 'namespace'] as const

/** The scope as the API's filters take it; empty keys are left out. */
export type ScopeQuery = { readonly environment?: string[]; readonly cluster?: string[]; readonly namespace?: string[] }

/** The scope that is chosen now. */
export function useScope(): ScopeQuery {
  const { search } = useSearchState()
  const { environment, cluster, namespace } = search
  return useMemo(() => {
    const list = (value: string | readonly string[] | undefined) =>
      value === undefined ? undefined : typeof value === 'string' ? [value] : [...value]
    return Object.fromEntries(
      Object.entries({ environment: list(environment), cluster: list(cluster), namespace: list(namespace) }).filter(
        ([, value]) => value !== undefined,
      ),
    )
  }, [environment, cluster, namespace])
}
