import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { CircleRegular } from '@fluentui/react-icons/svg/circle'
import { DismissCircleFilled } from '@fluentui/react-icons/svg/dismiss-circle'
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle'
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle'
import { useText } from '../words/use-text.ts'

export const healths = ['unhealthy', 'healthy', 'notApplicable', 'unknown', 'unassessed'] as const

export type ResourceHealth = (typeof healths)[number]

export function isHealth(value: string): value is ResourceHealth {
  return (healths as readonly string[]).includes(value)
}

const icons = {
  unhealthy: DismissCircleFilled,
  healthy: CheckmarkCircleFilled,
  notApplicable: SubtractCircleRegular,
  unknown: QuestionCircleRegular,
  unassessed: CircleRegular,
} as const

const useStyles = makeStyles({
  root: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, whiteSpace: 'nowrap' },
  icon: { flexShrink: 0, fontSize: '16px', width: '1em', height: '1em' },
  healthy: { color: tokens.colorPaletteGreenForeground1 },
  unhealthy: { color: tokens.colorPaletteRedForeground3 },
  notApplicable: { color: tokens.colorNeutralForeground3 },
  unassessed: { color: tokens.colorNeutralForeground3 },
  unknown: { color: tokens.colorPaletteMarigoldForeground2 },
})

/** The health of a resource as icon, word and colour. */
export function HealthLabel({ health, iconOnly = false }: { readonly health: ResourceHealth; readonly iconOnly?: boolean }) {
  const styles = useStyles()
  const { t } = useText()
  const Icon = icons[health]
  const icon = <Icon aria-hidden className={mergeClasses(styles.icon, styles[health])} />
  if (iconOnly) return icon
  return (
    <span className={styles.root}>
      {icon}
      {t(`inventory:health.${health}`)}
    </span>
  )
}
