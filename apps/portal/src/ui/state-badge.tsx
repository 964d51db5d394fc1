import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { DismissCircleFilled } from '@fluentui/react-icons/svg/dismiss-circle'
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle'
import { ShieldDismissRegular } from '@fluentui/react-icons/svg/shield-dismiss'
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle'
import type { AssessmentState } from '@toride/core/finding'
import { useText } from '../words/use-text.ts'

const icons = {
  healthy: CheckmarkCircleFilled,
  unhealthy: DismissCircleFilled,
  notApplicable: SubtractCircleRegular,
  exempt: ShieldDismissRegular,
  unknown: QuestionCircleRegular,
} as const

/** The colour of a state in bars and charts. */
export const stateColors: Record<AssessmentState, string> = {
  healthy: tokens.colorPaletteGreenForeground3,
  unhealthy: tokens.colorPaletteRedForeground3,
  notApplicable: tokens.colorNeutralStroke1,
  exempt: tokens.colorPaletteBlueForeground2,
  unknown: tokens.colorPaletteMarigoldForeground3,
}

const useStyles = makeStyles({
  root: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, whiteSpace: 'nowrap' },
  icon: { flexShrink: 0, fontSize: '16px', width: '1em', height: '1em' },
  healthy: { color: tokens.colorPaletteGreenForeground1 },
  unhealthy: { color: tokens.colorPaletteRedForeground3 },
  notApplicable: { color: tokens.colorNeutralForeground3 },
  exempt: { color: tokens.colorPaletteBlueForeground2 },
  unknown: { color: tokens.colorPaletteMarigoldForeground2 },
})

/** The state of an assessment as icon, word and colour. */
export function StateBadge({ state }: { readonly state: AssessmentState }) {
  const styles = useStyles()
  const { t } = useText()
  const Icon = icons[state]
  return (
    <span className={styles.root}>
      <Icon aria-hidden className={mergeClasses(styles.icon, styles[state])} />
      {t(`terms:state.${state}`)}
    </span>
  )
}
