import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { firstOf, type SearchParams, valuesOf } from './search-params.ts'

export type SearchState = {
  readonly search: SearchParams
  readonly values: (key: string) => readonly string[]
  readonly first: (key: string) => string | undefined
  /** Changes some keys and keeps the rest. `replace` leaves no step for the Back button (typing in a field). */
  readonly change: (patch: SearchParams, options?: { readonly replace?: boolean }) => void
}

/** The filters of a page: they live in the address and nowhere else. */
export function useSearchState(): SearchState {
  const search = useSearch({ strict: false }) as SearchParams
  const navigate = useNavigate()
  const change = useCallback(
    (patch: SearchParams, options: { readonly replace?: boolean } = {}) =>
      void navigate({
        to: '.',
        search: ((before: SearchParams) => ({ ...before, ...patch })) as never,
        replace: options.replace ?? false,
        resetScroll: false,
      }),
    [navigate],
  )
  const values = useCallback((key: string) => valuesOf(search[key]), [search])
  const first = useCallback((key: string) => firstOf(search[key]), [search])
  return { search, values, first, change }
}
