import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ArrowCircleDownFilled } from '@fluentui/react-icons/svg/arrow-circle-down'
import { ErrorCircleFilled } from '@fluentui/react-icons/svg/error-circle'
import { InfoRegular } from '@fluentui/react-icons/svg/info'
import { WarningFilled } from '@fluentui/react-icons/svg/warning'
import type { Severity } from '@toride/core/severity'
import { useText } from '../words/use-text.ts'

const icons = { high: ErrorCircleFilled, medium: WarningFilled, low: ArrowCircleDownFilled, informational: InfoRegular } as const

/** The colour of a severity; never the only carrier of the meaning. */
const severityColors: Record<Severity, string> = {
  high: tokens.colorPaletteRedForeground3,
  medium: tokens.colorPaletteDarkOrangeForeground3,
  low: tokens.colorPaletteBlueForeground2,
  informational: tokens.colorNeutralForeground3,
}

const useStyles = makeStyles({
  root: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, whiteSpace: 'nowrap' },
  icon: { flexShrink: 0, fontSize: '16px', width: '1em', height: '1em' },
  high: { color: severityColors.high },
  medium: { color: severityColors.medium },
  low: { color: severityColors.low },
  informational: { color: severityColors.informational },
  large: { fontWeight: tokens.fontWeightSemibold },
})

/** A severity as icon, word and colour. */
export function SeverityLabel({ severity, strong = false }: { readonly severity: Severity; readonly strong?: boolean }) {
  const styles = useStyles()
  const { t } = useText()
  return (
    <span className={mergeClasses(styles.root, strong && styles.large)}>
      <SeverityIcon severity={severity} />
      {t(`terms:severity.${severity}`)}
    </span>
  )
}

/** The icon alone, where the word stands beside it. */
export function SeverityIcon({ severity }: { readonly severity: Severity }) {
  const styles = useStyles()
  const Icon = icons[severity]
  return <Icon aria-hidden className={mergeClasses(styles.icon, styles[severity])} />
}
