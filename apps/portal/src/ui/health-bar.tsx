import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { type AssessmentState, assessmentStates } from '@toride/core/finding'
import { useText } from '../words/use-text.ts'
import { stateColors } from './state-badge.tsx'
import { useNumber } from './use-number.ts'

export type StateCounts = Readonly<Partial<Record<AssessmentState, number>>>

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    columnGap: '2px',
    height: '8px',
    marginBlock: '6px',
    width: '100%',
    minWidth: '4rem',
    borderRadius: tokens.borderRadiusCircular,
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground5,
  },
  part: { minWidth: '3px', boxSizing: 'border-box', forcedColorAdjust: 'none' },
  // With strong contrast there are no colours to tell the states apart: what is well is hollow, the rest is filled.
  hollow: {
    ':global([data-theme="highContrast"])': {
      backgroundColor: 'transparent !important',
      border: `2px solid ${tokens.colorNeutralForeground1}`,
    },
  },
})

const drawn: readonly AssessmentState[] = ['unhealthy', 'unknown', 'exempt', 'healthy', 'notApplicable']

/** How many resources are in which state, as a bar; the same in words for those who cannot see it. */
export function HealthBar({ counts }: { readonly counts: StateCounts }) {
  const styles = useStyles()
  const { t } = useText()
  const number = useNumber()
  const words = assessmentStates
    .filter((state) => (counts[state] ?? 0) > 0)
    .map((state) => `${t(`terms:state.${state}`)} ${number(counts[state] ?? 0)}`)
    .join(', ')
  return (
    <div className={styles.bar} role="img" aria-label={words === '' ? t('ui:none') : words} title={words}>
      {drawn.map((state) => {
        const count = counts[state] ?? 0
        return count === 0 ? null : (
          <span
            key={state}
            className={mergeClasses(styles.part, (state === 'healthy' || state === 'notApplicable') && styles.hollow)}
            style={{ flexGrow: count, backgroundColor: stateColors[state] }}
          />
        )
      })}
    </div>
  )
}
