import { makeStyles, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
  note: {
    display: 'block',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightRegular,
  },
})

/** Where a thing lives, in a quiet second line. */
export function Note({ parts }: { readonly parts: readonly (string | null | undefined)[] }) {
  const styles = useStyles()
  const shown = parts.filter((part) => part !== null && part !== undefined && part !== '')
  return shown.length === 0 ? null : <span className={styles.note}>{shown.join(' · ')}</span>
}
