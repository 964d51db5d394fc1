import { Button, makeStyles, Tooltip, tokens } from '@fluentui/react-components'
import { NavigationRegular } from '@fluentui/react-icons/svg/navigation'
import { Link } from '@tanstack/react-router'
import { paths } from '../data/paths.ts'
import { Logo } from '../ui/logo.tsx'
import { useText } from '../words/use-text.ts'
import { HealthBell } from './health-bell.tsx'
import { LanguageMenu } from './language-menu.tsx'
import { ScopeSelector } from './scope-selector.tsx'
import { SearchBox } from './search-box.tsx'
import { ThemeMenu } from './theme-menu.tsx'
import { UserMenu } from './user-menu.tsx'

const useStyles = makeStyles({
  bar: {
    position: 'relative',
    zIndex: 21,
    display: 'flex',
    alignItems: 'center',
    flexShrink: 0,
    columnGap: tokens.spacingHorizontalS,
    height: '48px',
    padding: `0 ${tokens.spacingHorizontalM} 0 ${tokens.spacingHorizontalS}`,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 640px)': { columnGap: 0, padding: `0 ${tokens.spacingHorizontalXS}` },
  },
  brand: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    paddingRight: tokens.spacingHorizontalM,
    color: 'inherit',
    textDecorationLine: 'none',
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: '-0.01em',
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
    '@media (max-width: 640px)': { paddingRight: tokens.spacingHorizontalXS },
  },
  name: { '@media (max-width: 640px)': { display: 'none' } },
  middle: { display: 'flex', flexGrow: 1, justifyContent: 'center', minWidth: 0 },
})

/** Scope, search, language, theme, health and user: what follows one everywhere. */
export function TopBar(props: { readonly isMenuOpen: boolean; readonly onMenu: () => void; readonly isNarrow: boolean }) {
  const styles = useStyles()
  const { t } = useText()
  return (
    <header className={styles.bar}>
      <Tooltip content={t('shell:menu')} relationship="label">
        <Button
          appearance="subtle"
          icon={<NavigationRegular />}
          aria-expanded={props.isMenuOpen}
          aria-controls="navigation"
          onClick={props.onMenu}
        />
      </Tooltip>
      <Link to={paths.overview as never} className={styles.brand} aria-label={t('shell:home')}>
        <Logo />
        <span className={styles.name}>Toride</span>
      </Link>
      <ScopeSelector />
      <div className={styles.middle}>
        <SearchBox isNarrow={props.isNarrow} />
      </div>
      {!props.isNarrow && <LanguageMenu />}
      {!props.isNarrow && <ThemeMenu />}
      <HealthBell />
      <UserMenu withPreferences={props.isNarrow} />
    </header>
  )
}
