import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    minWidth: 0,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL} ${tokens.spacingVerticalXL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    '@media (max-width: 640px)': { padding: tokens.spacingHorizontalL },
  },
  flush: { padding: 0, overflow: 'hidden', rowGap: 0, '@media (max-width: 640px)': { padding: 0 } },
  header: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, fontWeight: tokens.fontWeightSemibold },
  help: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
})

/** A surface that holds one answer. With a title it is a region that screen readers can jump to. */
export function Card(props: {
  readonly title?: string
  readonly help?: string
  readonly action?: ReactNode
  readonly flush?: boolean
  readonly className?: string
  readonly children: ReactNode
}) {
  const styles = useStyles()
  return (
    <section
      className={mergeClasses(styles.card, props.flush && styles.flush, props.className)}
      {...(props.title !== undefined && { 'aria-label': props.title })}
    >
      {props.title !== undefined && (
        <div>
          <div className={styles.header}>
            <h2 className={styles.title}>{props.title}</h2>
            {props.action}
          </div>
          {props.help !== undefined && <p className={styles.help}>{props.help}</p>}
        </div>
      )}
      {props.children}
    </section>
  )
}
