import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../data/problem.ts'
import { useText } from './use-text.ts'

/**
 * One sentence for an error, in the language of the user: ours for codes that people meet in the portal, else what the
 * server says.
 */
export function useErrorText(): (error: unknown) => string {
  const { t, locale } = useText()
  const { i18n } = useTranslation()
  return useCallback(
    (error) => {
      const problem = problemOf(error)
      if (problem === undefined) return t('ui:failure.offlineText')
      const key = `errors:${problem.code}`
      if (i18n.exists(key, { lng: locale })) return i18n.getFixedT(locale)(key as never) as string
      return `${problem.detail} ${problem.hint}`.trim()
    },
    [t, i18n, locale],
  )
}
