import { makeStyles, tokens } from '@fluentui/react-components'
import { type Severity, severities } from '@toride/core/severity'
import { useText } from '../words/use-text.ts'
import { VisuallyHidden } from './announcer.tsx'
import { SeverityIcon } from './severity.tsx'
import { useNumber } from './use-number.ts'

const useStyles = makeStyles({
  root: { display: 'inline-flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
  one: { display: 'inline-flex', alignItems: 'center', columnGap: '4px', fontVariantNumeric: 'tabular-nums' },
  none: { color: tokens.colorNeutralForeground3 },
})

/** How many of each severity; those that are not there are left out. */
export function SeverityCounts({ counts }: { readonly counts: Readonly<Record<Severity, number>> }) {
  const styles = useStyles()
  const { t } = useText()
  const number = useNumber()
  const shown = severities.filter((severity) => counts[severity] > 0)
  if (shown.length === 0) return <span className={styles.none}>{t('ui:none')}</span>
  return (
    <span className={styles.root}>
      {shown.map((severity) => (
        <span key={severity} className={styles.one} title={t(`terms:severity.${severity}`)}>
          <SeverityIcon severity={severity} />
          {number(counts[severity])}
          <VisuallyHidden>{t(`terms:severity.${severity}`)}</VisuallyHidden>
        </span>
      ))}
    </span>
  )
}
