import { makeStyles, tokens } from '@fluentui/react-components'
import type { ComponentType, ReactNode } from 'react'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    rowGap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXL}`,
    marginInline: 'auto',
    maxWidth: '34rem',
  },
  disc: {
    display: 'grid',
    placeItems: 'center',
    width: '64px',
    height: '64px',
    marginBottom: tokens.spacingVerticalS,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground3,
    fontSize: '32px',
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, color: tokens.colorNeutralForeground3 },
  action: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'center',
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalM,
  },
})

/** Nothing to show, said with the reason and the next step. */
export function EmptyState(props: {
  readonly icon: ComponentType<{ readonly 'aria-hidden'?: boolean }>
  readonly title: string
  readonly text?: ReactNode
  readonly action?: ReactNode
}) {
  const styles = useStyles()
  const Icon = props.icon
  return (
    <div className={styles.root}>
      <div className={styles.disc}>
        <Icon aria-hidden />
      </div>
      <p className={styles.title}>{props.title}</p>
      {props.text !== undefined && <p className={styles.text}>{props.text}</p>}
      {props.action !== undefined && <div className={styles.action}>{props.action}</div>}
    </div>
  )
}
