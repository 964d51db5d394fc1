import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { SearchState } from '../data/use-search-state.ts'
import { useNumber } from './use-number.ts'

export type TabDefinition<Id extends string> = {
  readonly id: Id
  readonly label: string
  readonly count?: number | undefined
  readonly icon?: ReactNode
}

const useStyles = makeStyles({
  list: { overflowX: 'auto', scrollbarWidth: 'thin', flexShrink: 0, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  count: {
    marginLeft: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
    fontWeight: tokens.fontWeightRegular,
  },
})

/** Tabs whose choice stands in the address under `name`; the first one is left out of it. */
export function Tabs<Id extends string>(props: {
  readonly name: string
  readonly label: string
  readonly tabs: readonly TabDefinition<Id>[]
  readonly state: SearchState
  /** Keys of the address that belong to one tab only. */
  readonly clears?: readonly string[]
}) {
  const styles = useStyles()
  const number = useNumber()
  const { tabs, state } = props
  const chosen = chosenTab(props.name, tabs, state)
  return (
    <TabList
      className={styles.list}
      aria-label={props.label}
      selectedValue={chosen}
      onTabSelect={(_, { value }) =>
        state.change({
          ...Object.fromEntries((props.clears ?? []).map((key) => [key, undefined])),
          [props.name]: value === tabs[0]?.id ? undefined : String(value),
        })
      }
    >
      {tabs.map(({ id, label, count, icon }) => (
        <Tab key={id} value={id} {...(icon !== undefined && { icon: <>{icon}</> })}>
          {label}
          {count !== undefined && <span className={styles.count}>{number(count)}</span>}
        </Tab>
      ))}
    </TabList>
  )
}

/** The tab that the address names, or the first. */
export function chosenTab<Id extends string>(name: string, tabs: readonly TabDefinition<Id>[], state: SearchState): Id | undefined {
  const wanted = state.first(name)
  return (tabs.find(({ id }) => id === wanted) ?? tabs[0])?.id
}
