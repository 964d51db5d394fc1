import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { Link, useLocation } from '@tanstack/react-router'

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXL,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  link: {
    display: 'inline-block',
    padding: `${tokens.spacingVerticalS} 0`,
    marginBottom: '-1px',
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    borderBottom: '3px solid transparent',
    ':hover': { color: tokens.colorNeutralForeground1, borderBottomColor: tokens.colorNeutralStroke1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px', borderRadius: tokens.borderRadiusSmall },
  },
  current: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    borderBottomColor: tokens.colorCompoundBrandStroke,
    ':hover': { borderBottomColor: tokens.colorCompoundBrandStroke },
  },
})

/** Pages that belong together, as tabs that are links. */
export function LinkTabs({
  label,
  tabs,
}: {
  readonly label: string
  readonly tabs: readonly { readonly to: string; readonly label: string }[]
}) {
  const styles = useStyles()
  const { pathname } = useLocation()
  return (
    <nav aria-label={label}>
      <ul className={styles.list}>
        {tabs.map((tab) => {
          const isCurrent = pathname === tab.to
          return (
            <li key={tab.to}>
              <Link
                to={tab.to as never}
                className={mergeClasses(styles.link, isCurrent && styles.current)}
                {...(isCurrent && { 'aria-current': 'page' as const })}
              >
                {tab.label}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
