import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { toldBy } from '../data/problem.ts'
import { useText } from './use-text.ts'

/**
 * One text for what went wrong, an error of a request or a problem that the server has kept, in the language of the
 * user: ours for the code where there is one, else what the server says.
 */
export function useErrorText(): (error: unknown) => string {
  const { t, locale } = useText()
  const { i18n } = useTranslation()
  return useCallback(
    (error) => {
      const told = toldBy(error)
      if (told === undefined) return t('ui:failure.offlineText')
      const key = `errors:${told.code}`
      if (i18n.exists(key, { lng: locale }))
        return i18n.getFixedT(locale)(key as never, { detail: told.text } as never) as unknown as string
      return told.hint === '' ? told.text : `${told.text}. ${told.hint}`
    },
    [t, i18n, locale],
  )
}
