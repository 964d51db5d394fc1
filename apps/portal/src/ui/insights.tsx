import { Badge, makeStyles, tokens } from '@fluentui/react-components'
import { BeakerRegular } from '@fluentui/react-icons/svg/beaker'
import { FlashRegular } from '@fluentui/react-icons/svg/flash'
import { ProhibitedRegular } from '@fluentui/react-icons/svg/prohibited'
import { SettingsRegular } from '@fluentui/react-icons/svg/settings'
import { useText } from '../words/use-text.ts'

export const insights = ['fix', 'requiresConfiguration', 'preview', 'deny'] as const

export type Insight = (typeof insights)[number]

const icons = { fix: FlashRegular, requiresConfiguration: SettingsRegular, preview: BeakerRegular, deny: ProhibitedRegular } as const

const useStyles = makeStyles({
  root: { display: 'inline-flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  badge: { whiteSpace: 'nowrap' },
})

/** What more is to be known of a recommendation: it can be fixed, it needs parameters, and so on. */
export function Insights({ insights: shown }: { readonly insights: readonly Insight[] }) {
  const styles = useStyles()
  const { t } = useText()
  return (
    <span className={styles.root}>
      {shown.map((insight) => {
        const Icon = icons[insight]
        return (
          <Badge
            key={insight}
            className={styles.badge}
            appearance="tint"
            color={
              insight === 'fix' ? 'brand' : insight === 'deny' ? 'danger' : insight === 'requiresConfiguration' ? 'warning' : 'informative'
            }
            icon={<Icon aria-hidden />}
          >
            {t(`recommendations:insight.${insight}`)}
          </Badge>
        )
      })}
    </span>
  )
}
