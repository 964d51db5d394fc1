import { useCallback, useMemo } from 'react'
import { useApi } from '../data/use-api.ts'
import { useText } from '../words/use-text.ts'

/** The title of a check by its id, for places where the server sends only the id; the id itself until it is known. */
export function useCheckTitles(): (check: string) => string {
  const { pick } = useText()
  const answer = useApi('listChecks', {})
  const titles = useMemo(() => new Map((answer.data?.items ?? []).map(({ check, title }) => [check, title])), [answer.data])
  return useCallback(
    (check) => {
      const title = titles.get(check)
      return title === undefined ? check : pick(title)
    },
    [titles, pick],
  )
}
