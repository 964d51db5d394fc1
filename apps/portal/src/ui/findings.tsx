import { Badge, makeStyles, tokens } from '@fluentui/react-components'
import { FlashRegular } from '@fluentui/react-icons/svg/flash'
import type { Assessment } from '@toride/contract/inventory'
import { useText } from '../words/use-text.ts'

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXS,
    paddingLeft: tokens.spacingHorizontalM,
    borderLeft: `3px solid ${tokens.colorPaletteRedBorder2}`,
  },
  pointer: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    overflowWrap: 'anywhere',
  },
  badge: { alignSelf: 'flex-start' },
})

/** Why a resource is unhealthy: each reason with its place in the object, and in the file when there is one. */
export function Findings({ findings }: { readonly findings: Assessment['findings'] }) {
  const styles = useStyles()
  const { t, pick } = useText()
  return (
    <ul className={styles.list}>
      {findings.map((finding) => (
        <li key={`${finding.pointer} ${finding.message.en}`} className={styles.item}>
          <span>{pick(finding.message)}</span>
          {finding.pointer !== '' && <span className={styles.pointer}>{finding.pointer}</span>}
          {finding.location !== null && (
            <span className={styles.pointer}>{`${finding.location.file}:${finding.location.line}:${finding.location.column}`}</span>
          )}
          {finding.fixable && (
            <Badge className={styles.badge} appearance="tint" icon={<FlashRegular aria-hidden />}>
              {t('recommendations:insight.fix')}
            </Badge>
          )}
        </li>
      ))}
    </ul>
  )
}
