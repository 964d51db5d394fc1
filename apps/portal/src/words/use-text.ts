import type { Locale, LocalizedText } from '@toride/core/locale'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { TextKey } from './text-key.ts'

/** Words with their placeholders filled. `count` chooses the plural form and is written in the user's digits. */
export type TextOf = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string

/** The words of the portal in the language of the user, and the language itself. */
export function useText(): { readonly t: TextOf; readonly locale: Locale; readonly pick: (text: LocalizedText) => string } {
  const { i18n } = useTranslation()
  const locale: Locale = i18n.language === 'ja' ? 'ja' : 'en'
  const t = useCallback<TextOf>((key, values) => i18n.getFixedT(locale)(key as never, values as never) as unknown as string, [i18n, locale])
  const pick = useCallback((text: LocalizedText) => text[locale], [locale])
  return { t, locale, pick }
}
