import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { tenantScope } from '@toride/core/access'
import { useEffect, useState } from 'react'
import { useSession } from '../data/session.tsx'
import { useLiveUpdates } from '../data/use-live-updates.ts'
import { ScrollElementProvider } from '../ui/scroll-element.tsx'
import { useMediaQuery } from '../ui/use-media-query.ts'
import { useStored } from '../ui/use-stored.ts'
import { useText } from '../words/use-text.ts'
import { isWithin, type NavigationGroup, navigation } from './navigation.ts'
import { Shortcuts } from './shortcuts.tsx'
import { TopBar } from './top-bar.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', height: '100dvh', overflow: 'hidden' },
  skip: {
    position: 'absolute',
    top: tokens.spacingVerticalXS,
    left: tokens.spacingHorizontalXS,
    zIndex: 100,
    transform: 'translateY(-200%)',
    ':focus': { transform: 'none' },
  },
  below: { display: 'flex', flexGrow: 1, minHeight: 0 },
  nav: {
    flexShrink: 0,
    width: '232px',
    overflowY: 'auto',
    overflowX: 'hidden',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXL}`,
    boxSizing: 'border-box',
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  folded: { width: '56px' },
  floating: { position: 'fixed', zIndex: 20, top: '48px', bottom: 0, left: 0, width: 'min(280px, 85vw)', boxShadow: tokens.shadow28 },
  shade: { position: 'fixed', zIndex: 19, inset: '48px 0 0 0', backgroundColor: tokens.colorBackgroundOverlay, border: 'none', padding: 0 },
  group: {
    margin: 0,
    padding: `0 0 ${tokens.spacingVerticalL}`,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    rowGap: '2px',
  },
  groupName: {
    margin: 0,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
  },
  rule: { height: '1px', margin: `0 ${tokens.spacingHorizontalS} ${tokens.spacingVerticalM}`, backgroundColor: tokens.colorNeutralStroke2 },
  item: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    minHeight: '36px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover, color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  foldedItem: { justifyContent: 'center', padding: 0 },
  current: {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: `inset 0 0 0 1px ${tokens.colorNeutralStroke2}`,
    '::before': {
      content: '""',
      position: 'absolute',
      left: 0,
      top: '8px',
      bottom: '8px',
      width: '3px',
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: tokens.colorCompoundBrandStroke,
    },
    '@media (forced-colors: active)': { outline: '2px solid Highlight', outlineOffset: '-2px' },
  },
  icon: { flexShrink: 0, width: '20px', height: '20px' },
  currentIcon: { color: tokens.colorCompoundBrandForeground1 },
  main: { flexGrow: 1, minWidth: 0, overflowY: 'auto', overflowX: 'hidden', scrollbarGutter: 'stable', outlineStyle: 'none' },
})

/** The frame around every page of a signed-in user. */
export function Shell() {
  const styles = useStyles()
  const { t } = useText()
  const { pathname } = useLocation()
  const isNarrow = useMediaQuery('(max-width: 900px)')
  const [folded, setFolded] = useStored<'open' | 'folded'>('navigation', (stored) => (stored === 'folded' ? 'folded' : 'open'), 'open')
  const [floats, setFloats] = useState(false)
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  useLiveUpdates(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu over the page closes when another page is shown
  useEffect(() => setFloats(false), [pathname])
  const isFolded = !isNarrow && folded === 'folded'
  const toggle = () => (isNarrow ? setFloats(!floats) : setFolded(isFolded ? 'open' : 'folded'))
  return (
    <div className={styles.root}>
      <Button className={styles.skip} appearance="primary" onClick={() => scroller?.focus()}>
        {t('shell:skip')}
      </Button>
      <TopBar isMenuOpen={isNarrow ? floats : !isFolded} onMenu={toggle} isNarrow={isNarrow} />
      <div className={styles.below}>
        {isNarrow && floats && (
          <button type="button" className={styles.shade} aria-label={t('shell:closeMenu')} onClick={() => setFloats(false)} />
        )}
        {(!isNarrow || floats) && (
          <nav
            id="navigation"
            aria-label={t('shell:navigation')}
            className={mergeClasses(styles.nav, isFolded && styles.folded, isNarrow && styles.floating)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setFloats(false)
            }}
          >
            {navigation.map((group) => (
              <Group key={group.label} group={group} pathname={pathname} isFolded={isFolded} />
            ))}
          </nav>
        )}
        <main ref={setScroller} id="content" tabIndex={-1} className={styles.main} data-scroll-restoration-id="content">
          <ScrollElementProvider value={scroller}>
            <Outlet />
          </ScrollElementProvider>
        </main>
      </div>
      <Shortcuts />
    </div>
  )
}

function Group({ group, pathname, isFolded }: { readonly group: NavigationGroup; readonly pathname: string; readonly isFolded: boolean }) {
  const styles = useStyles()
  const { t } = useText()
  const { can, canAt } = useSession()
  const items = group.items.filter(({ permission, atTenant }) => (atTenant ? canAt(permission, tenantScope) : can(permission)))
  if (items.length === 0) return null
  return (
    <>
      {isFolded ? <div className={styles.rule} /> : <p className={styles.groupName}>{t(group.label)}</p>}
      <ul className={styles.group} aria-label={t(group.label)}>
        {items.map((item) => {
          const isCurrent = isWithin(pathname, item)
          const Icon = item.icon
          const label = t(item.label)
          return (
            <li key={item.to}>
              <Link
                to={item.to as never}
                search={(item.search ?? {}) as never}
                className={mergeClasses(styles.item, isFolded && styles.foldedItem, isCurrent && styles.current)}
                title={isFolded ? label : undefined}
                aria-label={isFolded ? label : undefined}
                {...(isCurrent && { 'aria-current': 'page' as const })}
              >
                <Icon aria-hidden className={mergeClasses(styles.icon, isCurrent && styles.currentIcon)} />
                {!isFolded && label}
              </Link>
            </li>
          )
        })}
      </ul>
    </>
  )
}
