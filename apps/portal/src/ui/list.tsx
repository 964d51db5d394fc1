import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItemCheckbox,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Toolbar,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download'
import { FilterDismissRegular } from '@fluentui/react-icons/svg/filter-dismiss'
import { TableSettingsRegular } from '@fluentui/react-icons/svg/table-settings'
import { type ReactNode, useEffect, useMemo } from 'react'
import type { ApiList } from '../data/use-api.ts'
import type { SearchState } from '../data/use-search-state.ts'
import { useText } from '../words/use-text.ts'
import { useAnnounce } from './announcer.tsx'
import { Card } from './card.tsx'
import { type Column, DataTable, type Density } from './data-table.tsx'
import { EmptyState } from './empty-state.tsx'
import { Failure } from './failure.tsx'
import { useStored } from './use-stored.ts'

const useStyles = makeStyles({
  toolbar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
    minHeight: '44px',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  count: { color: tokens.colorNeutralForeground2 },
  refreshing: { opacity: 0.6 },
  card: { overflow: 'visible' },
  table: { borderRadius: tokens.borderRadiusXLarge },
})

export type ListProps<Row> = {
  /** What the list is called by screen readers, and the key under which its columns are remembered. */
  readonly label: string
  readonly name: string
  readonly list: ApiList<Row>
  readonly columns: readonly Column<Row>[]
  readonly rowId: (row: Row) => string
  /** What a row is called where it can be selected. */
  readonly rowName?: (row: Row) => string
  readonly state: SearchState
  /** Keys of the address that filter; with one of them set, nothing found is another thing than nothing there. */
  readonly filterKeys?: readonly string[]
  /** The order that holds while none is chosen. */
  readonly defaultSort?: string
  readonly empty: ReactNode
  readonly csvUrl?: string
  readonly rowHref?: (row: Row) => string
  readonly onOpen?: (row: Row) => void
  readonly openId?: string | undefined
  readonly selected?: ReadonlySet<string>
  readonly onSelect?: (selected: ReadonlySet<string>) => void
  readonly isSelectable?: (row: Row) => boolean
  /** What can be done with the selected rows. */
  readonly bulk?: ReactNode
  readonly hiddenByDefault?: readonly string[]
}

/** A list in its card: how many there are, what can be done with them, the table, and what stands there when it is empty or failed. */
export function List<Row>(props: ListProps<Row>) {
  const styles = useStyles()
  const { t } = useText()
  const announce = useAnnounce()
  const { list, state, columns } = props
  const [density, setDensity] = useStored<Density>('density', (stored) => (stored === 'compact' ? 'compact' : 'comfortable'), 'comfortable')
  const [hiddenText, setHiddenText] = useStored<string>(
    `columns.${props.name}`,
    (stored) => stored,
    (props.hiddenByDefault ?? []).join(','),
  )
  const hidden = useMemo(() => hiddenText.split(',').filter((id) => id !== ''), [hiddenText])
  const isFiltered = (props.filterKeys ?? []).some((key) => state.values(key).length > 0)
  const isSettled = !list.isPending && !list.isRefreshing && list.error === null
  useEffect(() => {
    if (isSettled) announce(t('ui:list.found', { count: list.total }))
  }, [announce, isSettled, list.total, t])

  if (list.error !== null) {
    return (
      <Card>
        <Failure error={list.error} retry={list.retry} />
      </Card>
    )
  }
  if (!list.isPending && list.items.length === 0) {
    const resetKeys = Object.fromEntries((props.filterKeys ?? []).map((key) => [key, undefined]))
    return (
      <Card>
        {isFiltered ? (
          <EmptyState
            icon={FilterDismissRegular}
            title={t('ui:list.nothingFound')}
            text={t('ui:list.nothingFoundText')}
            action={<Button onClick={() => state.change(resetKeys)}>{t('ui:filters.reset')}</Button>}
          />
        ) : (
          props.empty
        )}
      </Card>
    )
  }
  const choosable = columns.filter(({ names }) => !names)
  return (
    <Card flush className={styles.card}>
      <div className={styles.toolbar}>
        <span className={styles.count}>
          {list.isPending
            ? t('ui:list.loading')
            : (props.selected?.size ?? 0) > 0
              ? t('ui:list.selected', { count: props.selected?.size ?? 0 })
              : t('ui:list.found', { count: list.total })}
        </span>
        <Toolbar aria-label={t('ui:list.actions', { name: props.label })} size="small">
          {props.bulk}
          {props.csvUrl !== undefined && (
            <Button as="a" size="small" appearance="subtle" icon={<ArrowDownloadRegular />} href={props.csvUrl} download>
              {t('ui:list.csv')}
            </Button>
          )}
          <Menu
            checkedValues={{ columns: choosable.map(({ id }) => id).filter((id) => !hidden.includes(id)), density: [density] }}
            onCheckedValueChange={(_, { name, checkedItems }) => {
              if (name === 'density') setDensity(checkedItems[0] === 'compact' ? 'compact' : 'comfortable')
              else
                setHiddenText(
                  choosable
                    .map(({ id }) => id)
                    .filter((id) => !checkedItems.includes(id))
                    .join(','),
                )
            }}
          >
            <MenuTrigger disableButtonEnhancement>
              <Tooltip content={t('ui:list.view')} relationship="label">
                <Button size="small" appearance="subtle" icon={<TableSettingsRegular />} />
              </Tooltip>
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                <MenuGroup>
                  <MenuGroupHeader>{t('ui:list.columns')}</MenuGroupHeader>
                  {choosable.map(({ id, header }) => (
                    <MenuItemCheckbox key={id} name="columns" value={id}>
                      {header}
                    </MenuItemCheckbox>
                  ))}
                </MenuGroup>
                <MenuDivider />
                <MenuGroup>
                  <MenuGroupHeader>{t('ui:list.density')}</MenuGroupHeader>
                  <MenuItemRadio name="density" value="comfortable">
                    {t('ui:list.comfortable')}
                  </MenuItemRadio>
                  <MenuItemRadio name="density" value="compact">
                    {t('ui:list.compact')}
                  </MenuItemRadio>
                </MenuGroup>
              </MenuList>
            </MenuPopover>
          </Menu>
        </Toolbar>
      </div>
      <div className={list.isRefreshing ? styles.refreshing : styles.table}>
        <DataTable
          label={props.label}
          columns={columns}
          rows={list.items}
          rowId={props.rowId}
          total={list.total}
          hidden={hidden}
          density={density}
          isLoading={list.isPending}
          sort={state.first('sort') ?? props.defaultSort}
          onSort={(sort) => state.change({ sort: sort === props.defaultSort ? undefined : sort })}
          loadMore={list.loadMore}
          openId={props.openId}
          {...(props.rowName && { rowName: props.rowName })}
          {...(props.rowHref && { rowHref: props.rowHref })}
          {...(props.onOpen && { onOpen: props.onOpen })}
          {...(props.selected && { selected: props.selected })}
          {...(props.onSelect && { onSelect: props.onSelect })}
          {...(props.isSelectable && { isSelectable: props.isSelectable })}
        />
      </div>
    </Card>
  )
}
