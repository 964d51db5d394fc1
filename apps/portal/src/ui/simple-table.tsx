import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  scroller: { overflowX: 'auto', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  table: { width: '100%', borderCollapse: 'collapse' },
  th: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS} 0`,
    textAlign: 'start',
    verticalAlign: 'bottom',
    minWidth: '4.5rem',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  td: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS} 0`,
    textAlign: 'start',
    verticalAlign: 'top',
    fontWeight: tokens.fontWeightRegular,
    overflowWrap: 'anywhere',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  end: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
})

/** A short table that is read, not worked with: all its rows are there. The first cell of a row is its header. */
export function SimpleTable(props: {
  readonly label: string
  readonly columns: readonly string[]
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[]
  /** Indexes of columns with numbers. */
  readonly numeric?: readonly number[]
}) {
  const styles = useStyles()
  const numeric = new Set(props.numeric)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className={styles.scroller} role="group" tabIndex={0} aria-label={props.label}>
      <table className={styles.table}>
        <thead>
          <tr>
            {props.columns.map((column, index) => (
              <th key={column} scope="col" className={mergeClasses(styles.th, numeric.has(index) && styles.end)}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, index) => {
                const className = mergeClasses(styles.td, numeric.has(index) && styles.end)
                const column = props.columns[index] ?? index
                return index === 0 ? (
                  <th key={column} scope="row" className={className}>
                    {cell}
                  </th>
                ) : (
                  <td key={column} className={className}>
                    {cell}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
