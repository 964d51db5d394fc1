import {
  Avatar,
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import { KeyRegular } from '@fluentui/react-icons/svg/key'
import { KeyboardRegular } from '@fluentui/react-icons/svg/keyboard'
import { PersonRegular } from '@fluentui/react-icons/svg/person'
import { SignOutRegular } from '@fluentui/react-icons/svg/sign-out'
import { useQueryClient } from '@tanstack/react-query'
import { paths } from '../data/paths.ts'
import { useSession } from '../data/session.tsx'
import { useApiChange } from '../data/use-api.ts'
import { useGo } from '../ui/page-link.tsx'
import { useText } from '../words/use-text.ts'
import { LanguageItems } from './language-menu.tsx'
import { openShortcutHelp } from './shortcuts.tsx'
import { ThemeItems } from './theme-menu.tsx'
import { useThemeChoice } from './theme-provider.tsx'

const useStyles = makeStyles({
  who: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, maxWidth: '18rem', overflowWrap: 'anywhere' },
  name: { fontWeight: tokens.fontWeightSemibold },
  login: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

/** Who is signed in, and what belongs to them. On narrow screens also language and theme. */
export function UserMenu({ withPreferences }: { readonly withPreferences: boolean }) {
  const styles = useStyles()
  const { t, locale } = useText()
  const { choice } = useThemeChoice()
  const go = useGo()
  const { user } = useSession().session
  const client = useQueryClient()
  const signOut = useApiChange('signOut')
  const leave = () =>
    signOut.mutate(
      {},
      {
        onSuccess: async () => {
          client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'getSession' })
          await client.invalidateQueries({ queryKey: ['getSession'] })
        },
      },
    )
  const name = user.displayName === '' ? user.username : user.displayName
  return (
    <Menu checkedValues={{ language: [locale], theme: [choice] }}>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={t('shell:account', { name })} relationship="label">
          <Button appearance="subtle" icon={<Avatar size={28} color="brand" icon={<PersonRegular />} aria-hidden />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <div className={styles.who}>
          <div className={styles.name}>{name}</div>
          <div className={styles.login}>{user.email ?? user.username}</div>
        </div>
        <MenuDivider />
        <MenuList>
          <MenuItem icon={<PersonRegular />} onClick={() => go(paths.account)}>
            {t('shell:pages.account')}
          </MenuItem>
          <MenuItem icon={<KeyRegular />} onClick={() => go(paths.tokens)}>
            {t('shell:pages.tokens')}
          </MenuItem>
          <MenuItem icon={<KeyboardRegular />} onClick={openShortcutHelp}>
            {t('shell:shortcuts.title')}
          </MenuItem>
          {withPreferences && (
            <>
              <MenuDivider />
              <MenuGroup>
                <MenuGroupHeader>{t('shell:language')}</MenuGroupHeader>
                <LanguageItems />
              </MenuGroup>
              <MenuDivider />
              <MenuGroup>
                <MenuGroupHeader>{t('shell:theme')}</MenuGroupHeader>
                <ThemeItems />
              </MenuGroup>
            </>
          )}
          <MenuDivider />
          <MenuItem icon={<SignOutRegular />} onClick={leave}>
            {t('shell:signOut')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
