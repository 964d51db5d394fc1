import { Link, useRouter } from '@tanstack/react-router'
import { type ReactNode, useCallback } from 'react'
import type { SearchParams } from '../data/search-params.ts'
import { scopeKeys } from '../data/use-scope.ts'
import { useSearchState } from '../data/use-search-state.ts'

/** A link to a page of the portal. The chosen scope goes along. */
export function PageLink(props: {
  readonly to: string
  readonly search?: SearchParams
  readonly className?: string
  readonly label?: string
  readonly children: ReactNode
}) {
  return (
    <Link
      to={props.to as never}
      search={(props.search ?? {}) as never}
      className={props.className ?? 'link'}
      {...(props.label !== undefined && { 'aria-label': props.label })}
    >
      {props.children}
    </Link>
  )
}

/** The address of a page as text, with the chosen scope: for rows of a table. */
export function useHref(): (to: string, search?: SearchParams) => string {
  const router = useRouter()
  const { search: current } = useSearchState()
  return useCallback(
    (to, search = {}) => {
      const scope = Object.fromEntries(scopeKeys.map((key) => [key, current[key]]))
      return router.buildLocation({ to, search: { ...scope, ...search } } as never).href
    },
    [router, current],
  )
}

/** Goes to a page; the chosen scope goes along. */
export function useGo(): (to: string, search?: SearchParams) => void {
  const router = useRouter()
  return useCallback((to, search = {}) => void router.navigate({ to, search } as never), [router])
}
