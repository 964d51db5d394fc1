import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../words/use-text.ts'

/** Actions and kinds of targets in words; what has none yet stays as the server names it. */
export function useAuditWords(): { readonly actionText: (action: string) => string; readonly kindText: (kind: string) => string } {
  const { locale } = useText()
  const { i18n } = useTranslation()
  const wordOf = useCallback(
    (path: string, name: string) => {
      const key = `audit:${path}.${name}`
      return i18n.exists(key, { lng: locale }) ? (i18n.getFixedT(locale)(key as never) as unknown as string) : name
    },
    [i18n, locale],
  )
  const actionText = useCallback((action: string) => wordOf('actions', action), [wordOf])
  const kindText = useCallback((kind: string) => wordOf('kinds', kind), [wordOf])
  return { actionText, kindText }
}
