import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(15rem, 20rem) minmax(0, 1fr)',
    alignItems: 'start',
    gap: tokens.spacingHorizontalL,
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  facts: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL, minWidth: 0 },
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL, minWidth: 0 },
})

/** A detail page below its header: facts on the left, tabs and their content on the right; one below the other when narrow. */
export function DetailLayout({ facts, children }: { readonly facts: ReactNode; readonly children: ReactNode }) {
  const styles = useStyles()
  return (
    <div className={styles.root}>
      <div className={styles.facts}>{facts}</div>
      <div className={styles.content}>{children}</div>
    </div>
  )
}
