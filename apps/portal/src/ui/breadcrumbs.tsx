import { makeStyles, tokens } from '@fluentui/react-components'
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right'
import { Link } from '@tanstack/react-router'
import { useText } from '../words/use-text.ts'

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    fontSize: tokens.fontSizeBase200,
  },
  item: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, minHeight: '24px' },
  chevron: { color: tokens.colorNeutralForeground3 },
  current: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
})

/** The way back: pages above this one, and this one last. */
export function Breadcrumbs({
  above,
  current,
}: {
  readonly above: readonly { readonly label: string; readonly to: string }[]
  readonly current: string
}) {
  const styles = useStyles()
  const { t } = useText()
  return (
    <nav aria-label={t('ui:breadcrumbs')}>
      <ol className={styles.list}>
        {above.map(({ label, to }) => (
          <li key={to} className={styles.item}>
            <Link to={to as never} className="link">
              {label}
            </Link>
            <ChevronRightRegular aria-hidden className={styles.chevron} />
          </li>
        ))}
        <li className={styles.item}>
          <span aria-current="page" className={styles.current}>
            {current}
          </span>
        </li>
      </ol>
    </nav>
  )
}
