import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components'
import { DarkThemeRegular } from '@fluentui/react-icons/svg/dark-theme'
import { useText } from '../words/use-text.ts'
import { themeChoices } from './resolve-theme.ts'
import { useThemeChoice } from './theme-provider.tsx'

export function ThemeMenu() {
  const { t } = useText()
  const { choice } = useThemeChoice()
  return (
    <Menu checkedValues={{ theme: [choice] }}>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={t('shell:theme')} relationship="label">
          <Button appearance="subtle" icon={<DarkThemeRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <ThemeItems />
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

/** The themes, for a menu whose checked value `theme` is the one that was chosen. */
export function ThemeItems() {
  const { t } = useText()
  const { choose } = useThemeChoice()
  return themeChoices.map((theme) => (
    <MenuItemRadio key={theme} name="theme" value={theme} onClick={() => choose(theme)}>
      {t(`shell:themes.${theme}`)}
    </MenuItemRadio>
  ))
}
