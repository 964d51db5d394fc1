import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components'
import { LocalLanguageRegular } from '@fluentui/react-icons/svg/local-language'
import { locales } from '@toride/core/locale'
import { chooseLanguage } from '../words/start-words.ts'
import { useText } from '../words/use-text.ts'

/** Names of languages stand in their own language, so that everybody finds theirs. */
const names = { en: 'English', ja: '日本語' } as const

export function LanguageMenu() {
  const { t, locale } = useText()
  return (
    <Menu checkedValues={{ language: [locale] }}>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={t('shell:language')} relationship="label">
          <Button appearance="subtle" icon={<LocalLanguageRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <LanguageItems />
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

/** The languages, for a menu whose checked value `language` is the one that is shown. */
export function LanguageItems() {
  return locales.map((locale) => (
    <MenuItemRadio key={locale} name="language" value={locale} lang={locale} onClick={() => void chooseLanguage(locale)}>
      {names[locale]}
    </MenuItemRadio>
  ))
}
