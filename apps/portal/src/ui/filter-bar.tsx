import {
  Button,
  Checkbox,
  Input,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  mergeClasses,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  tokens,
} from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons/svg/add'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import { SearchRegular } from '@fluentui/react-icons/svg/search'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { FacetValues } from '../data/use-api.ts'
import type { SearchState } from '../data/use-search-state.ts'
import { useText } from '../words/use-text.ts'
import { useNumber } from './use-number.ts'

/** A filter of a list. Its values are those that the server counts; `order` keeps them in their natural order. */
export type FilterDefinition = {
  readonly key: string
  readonly label: string
  readonly valueLabel?: (value: string, label: string | undefined) => string
  readonly valueIcon?: (value: string) => ReactNode
  readonly order?: readonly string[]
  /** Shown also while it filters nothing. */
  readonly pinned?: boolean
}

type Option = { readonly value: string; readonly label: string; readonly count: number }

const searchFrom = 9
const namedValues = 2

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  search: { flex: '0 1 18rem', minWidth: '11rem' },
  pill: {
    display: 'inline-flex',
    alignItems: 'stretch',
    maxWidth: '100%',
    minHeight: '32px',
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    overflow: 'hidden',
    ':focus-within': { border: `1px solid ${tokens.colorBrandStroke1}` },
  },
  active: { backgroundColor: tokens.colorBrandBackground2, border: `1px solid ${tokens.colorBrandStroke2}` },
  pillButton: {
    padding: `0 ${tokens.spacingHorizontalM}`,
    border: 'none',
    background: 'none',
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-2px',
      borderRadius: tokens.borderRadiusCircular,
    },
  },
  pillRemove: {
    display: 'grid',
    placeItems: 'center',
    minWidth: '28px',
    padding: `0 ${tokens.spacingHorizontalS} 0 0`,
    marginLeft: '-6px',
    border: 'none',
    background: 'none',
    color: tokens.colorNeutralForeground2,
    cursor: 'pointer',
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-2px',
      borderRadius: tokens.borderRadiusCircular,
    },
  },
  label: { color: tokens.colorNeutralForeground2 },
  value: { fontWeight: tokens.fontWeightSemibold },
  surface: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    width: '20rem',
    maxWidth: 'calc(100vw - 32px)',
  },
  options: { maxHeight: '20rem', overflowY: 'auto', margin: 0, padding: 0, listStyleType: 'none' },
  option: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', columnGap: tokens.spacingHorizontalS },
  optionLabel: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, overflowWrap: 'anywhere' },
  count: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums', paddingRight: tokens.spacingHorizontalS },
  none: { margin: 0, padding: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground3 },
})

/** The filters of a list: free text, a removable chip for each filter, and a menu with the others. */
export function FilterBar(props: {
  readonly state: SearchState
  readonly filters: readonly FilterDefinition[]
  readonly facets: Readonly<Record<string, FacetValues>>
  readonly searchLabel: string
  readonly children?: ReactNode
}) {
  const styles = useStyles()
  const { t } = useText()
  const { state, filters, facets } = props
  const [added, setAdded] = useState<string | undefined>()
  const shown = filters.filter(({ key, pinned }) => pinned || key === added || state.values(key).length > 0)
  const others = filters.filter((filter) => !shown.includes(filter))
  const isFiltered = state.values('q').length > 0 || filters.some(({ key }) => state.values(key).length > 0)
  const reset = () => state.change(Object.fromEntries([['q', undefined], ...filters.map(({ key }) => [key, undefined])]))
  return (
    <search className={styles.bar} aria-label={t('ui:filters.label')}>
      <SearchField state={state} label={props.searchLabel} />
      {shown.map((filter) => (
        <FilterPill
          key={filter.key}
          filter={filter}
          facet={facets[filter.key] ?? []}
          state={state}
          startsOpen={filter.key === added}
          onClose={() => setAdded(undefined)}
        />
      ))}
      {others.length > 0 && (
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Button appearance="subtle" icon={<AddRegular />}>
              {t('ui:filters.add')}
            </Button>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              {others.map(({ key, label }) => (
                <MenuItem key={key} onClick={() => setAdded(key)}>
                  {label}
                </MenuItem>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
      {isFiltered && (
        <Button appearance="transparent" onClick={reset}>
          {t('ui:filters.reset')}
        </Button>
      )}
      {props.children}
    </search>
  )
}

/** Text is looked for as it is typed, after a short pause; the Back button does not step through its letters. */
function SearchField({ state, label }: { readonly state: SearchState; readonly label: string }) {
  const styles = useStyles()
  const { t } = useText()
  const inAddress = state.first('q') ?? ''
  const [text, setText] = useState(inAddress)
  const sent = useRef(inAddress)
  const { change } = state
  useEffect(() => {
    if (inAddress === sent.current) return
    sent.current = inAddress
    setText(inAddress)
  }, [inAddress])
  useEffect(() => {
    if (text === sent.current) return undefined
    const timer = window.setTimeout(() => {
      sent.current = text
      change({ q: text === '' ? undefined : text }, { replace: true })
    }, 250)
    return () => window.clearTimeout(timer)
  }, [text, change])
  return (
    <Input
      className={styles.search}
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(_, data) => setText(data.value)}
      contentBefore={<SearchRegular aria-hidden />}
      {...(text !== '' && {
        contentAfter: (
          <Button
            appearance="transparent"
            size="small"
            icon={<DismissRegular />}
            aria-label={t('ui:filters.clearSearch')}
            onClick={() => setText('')}
          />
        ),
      })}
    />
  )
}

function FilterPill(props: {
  readonly filter: FilterDefinition
  readonly facet: FacetValues
  readonly state: SearchState
  readonly startsOpen: boolean
  readonly onClose: () => void
}) {
  const styles = useStyles()
  const { t, locale } = useText()
  const { filter, state } = props
  const [open, setOpen] = useState(props.startsOpen)
  const chosen = state.values(filter.key)
  const options = optionsOf(filter, props.facet, chosen, locale)
  const labelOf = (value: string) => options.find((option) => option.value === value)?.label ?? value
  const words =
    chosen.length === 0
      ? t('ui:filters.all')
      : chosen.length > namedValues
        ? t('ui:filters.selected', { count: chosen.length })
        : chosen.map(labelOf).join(t('ui:filters.separator'))
  return (
    <span className={mergeClasses(styles.pill, chosen.length > 0 && styles.active)}>
      <Popover
        open={open}
        onOpenChange={(_, data) => {
          setOpen(data.open)
          if (!data.open) props.onClose()
        }}
        trapFocus
        positioning={{ position: 'below', align: 'start' }}
      >
        <PopoverTrigger disableButtonEnhancement>
          <button type="button" className={styles.pillButton}>
            <span className={styles.label}>{t('ui:filters.named', { name: filter.label })}</span>{' '}
            <span className={styles.value}>{words}</span>
          </button>
        </PopoverTrigger>
        <PopoverSurface className={styles.surface} aria-label={filter.label}>
          <FilterOptions filter={filter} options={options} chosen={chosen} onChange={(next) => state.change({ [filter.key]: next })} />
        </PopoverSurface>
      </Popover>
      {chosen.length > 0 && (
        <button
          type="button"
          className={styles.pillRemove}
          aria-label={t('ui:filters.remove', { name: filter.label })}
          onClick={() => state.change({ [filter.key]: undefined })}
        >
          <DismissRegular aria-hidden />
        </button>
      )}
    </span>
  )
}

function optionsOf(filter: FilterDefinition, facet: FacetValues, chosen: readonly string[], locale: string): Option[] {
  const counted = facet.map(({ value, count, label }) => ({ value, count, label: filter.valueLabel?.(value, label) ?? label ?? value }))
  const missing = chosen
    .filter((value) => !counted.some((option) => option.value === value))
    .map((value) => ({ value, count: 0, label: filter.valueLabel?.(value, undefined) ?? value }))
  const options = [...counted, ...missing]
  const { order } = filter
  if (order === undefined) return options.sort((a, b) => b.count - a.count || a.label.localeCompare(b.label, locale))
  return options.sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value))
}

function FilterOptions(props: {
  readonly filter: FilterDefinition
  readonly options: readonly Option[]
  readonly chosen: readonly string[]
  readonly onChange: (next: readonly string[]) => void
}) {
  const styles = useStyles()
  const { t } = useText()
  const number = useNumber()
  const [text, setText] = useState('')
  const group = useId()
  const wanted = text.trim().toLowerCase()
  const { options, chosen } = props
  const found = wanted === '' ? options : options.filter(({ label, value }) => `${label} ${value}`.toLowerCase().includes(wanted))
  return (
    <>
      {options.length >= searchFrom && (
        <Input
          size="small"
          type="search"
          aria-label={t('ui:filters.find', { name: props.filter.label })}
          placeholder={t('ui:filters.find', { name: props.filter.label })}
          value={text}
          onChange={(_, data) => setText(data.value)}
        />
      )}
      {found.length === 0 && <p className={styles.none}>{t('ui:filters.noValues')}</p>}
      <ul className={styles.options} aria-label={props.filter.label} id={group}>
        {found.map(({ value, label, count }) => (
          <li key={value} className={styles.option}>
            <Checkbox
              checked={chosen.includes(value)}
              label={
                <span className={styles.optionLabel}>
                  {props.filter.valueIcon?.(value)}
                  {label}
                </span>
              }
              onChange={(_, { checked }) => props.onChange(checked ? [...chosen, value] : chosen.filter((other) => other !== value))}
            />
            <span className={styles.count}>{number(count)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
