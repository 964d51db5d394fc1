import { Checkbox, makeStyles, tokens } from '@fluentui/react-components'
import { useText } from '../words/use-text.ts'

const useStyles = makeStyles({
  root: { margin: 0, padding: 0, border: 'none', minWidth: 0 },
  legend: { padding: 0, marginBottom: tokens.spacingVerticalXXS },
  list: {
    display: 'flex',
    flexDirection: 'column',
    maxHeight: '11rem',
    overflowY: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  note: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  none: { padding: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground3 },
})

/** Several of a few things. */
export function CheckList(props: {
  readonly label: string
  readonly hint?: string
  readonly options: readonly { readonly id: string; readonly name: string }[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: string[]) => void
}) {
  const styles = useStyles()
  const { t } = useText()
  const { chosen } = props
  return (
    <fieldset className={styles.root}>
      <legend className={styles.legend}>{props.label}</legend>
      <div className={styles.list}>
        {props.options.length === 0 && <span className={styles.none}>{t('ui:none')}</span>}
        {props.options.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={chosen.includes(id)}
            onChange={(_, { checked }) => props.onChange(checked ? [...chosen, id] : chosen.filter((other) => other !== id))}
          />
        ))}
      </div>
      {props.hint !== undefined && <span className={styles.note}>{props.hint}</span>}
    </fieldset>
  )
}
