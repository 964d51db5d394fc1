import { makeStyles, tokens } from '@fluentui/react-components'
import { useText } from '../words/use-text.ts'
import { CopyButton } from './copy-button.tsx'

const useStyles = makeStyles({
  root: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  bar: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  text: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    overflow: 'auto',
    maxHeight: '70vh',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '20px',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
})

/** A text of a machine: a manifest, a command. It can be copied. */
export function CodeBlock({ name, text }: { readonly name: string; readonly text: string }) {
  const styles = useStyles()
  const { t } = useText()
  return (
    <div className={styles.root}>
      <div className={styles.bar}>
        {name}
        <CopyButton text={text} label={t('ui:copy')} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre className={styles.text} tabIndex={0}>
        {text}
      </pre>
    </div>
  )
}
