import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { type ReactNode, useEffect, useRef } from 'react'
import { isTyping } from './is-typing.ts'
import { isLaterPage } from './page-changes.ts'

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalXXXL}`,
    maxWidth: '1760px',
    '@media (max-width: 640px)': { padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXL}` },
  },
  narrow: { maxWidth: '960px' },
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalXXL,
    rowGap: tokens.spacingVerticalM,
  },
  heading: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, minWidth: 0, flex: '1 1 24rem' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: '-0.01em',
    ':focus': { outlineStyle: 'none' },
    '@media (max-width: 640px)': { fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
  },
  help: { margin: 0, color: tokens.colorNeutralForeground3, maxWidth: '75ch' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
})

/**
 * A page: its title, one sentence of help, its actions, and its content. The title takes the focus when the page is
 * entered, so that a screen reader says where one is.
 */
export function Page(props: {
  readonly title: string
  readonly help?: ReactNode
  readonly above?: ReactNode
  readonly actions?: ReactNode
  readonly narrow?: boolean
  readonly children: ReactNode
}) {
  const styles = useStyles()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${props.title} – Toride`
  }, [props.title])
  useEffect(() => {
    const { activeElement } = document
    if (!isLaterPage() || isTyping(activeElement) || heading.current?.closest('main')?.contains(activeElement)) return
    heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={mergeClasses(styles.page, props.narrow && styles.narrow)}>
      {props.above}
      <header className={styles.header}>
        <div className={styles.heading}>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {props.title}
          </h1>
          {props.help !== undefined && <p className={styles.help}>{props.help}</p>}
        </div>
        {props.actions !== undefined && <div className={styles.actions}>{props.actions}</div>}
      </header>
      {props.children}
    </div>
  )
}
