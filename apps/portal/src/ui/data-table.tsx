import { Checkbox, makeStyles, mergeClasses, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down'
import { ArrowUpRegular } from '@fluentui/react-icons/svg/arrow-up'
import { columnVisibilityFeature, rowSelectionFeature, tableFeatures, useTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type MouseEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useText } from '../words/use-text.ts'
import { VisuallyHidden } from './announcer.tsx'
import { fitColumns } from './fit-columns.ts'
import { isTyping } from './is-typing.ts'
import { useScrollElement } from './scroll-element.tsx'
import { useWidth } from './use-width.ts'

/** A column of a list. `sort` is the field the API sorts by; without one the column cannot be sorted. */
export type Column<Row> = {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  readonly sort?: string
  /** The first click on the header shows the largest first. */
  readonly descendingFirst?: boolean
  readonly minWidth: number
  /** Whether the column takes a share of the room that is left. */
  readonly grows?: boolean
  readonly align?: 'end'
  /** 1 is always shown; higher numbers give way first when the room is narrow. */
  readonly priority: number
  /** The column that names the row: it opens it, and screen readers read it as the row's header. */
  readonly names?: boolean
}

export type Density = 'comfortable' | 'compact'

export type DataTableProps<Row> = {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowId: (row: Row) => string
  /** What a row is called where it can be selected. */
  readonly rowName?: (row: Row) => string
  /** All rows of the list, also those that are not loaded yet. */
  readonly total: number
  readonly hidden?: readonly string[]
  readonly density?: Density
  readonly sort?: string | undefined
  readonly onSort?: (sort: string) => void
  readonly rowHref?: (row: Row) => string
  readonly onOpen?: (row: Row) => void
  readonly openId?: string | undefined
  readonly selected?: ReadonlySet<string>
  readonly onSelect?: (selected: ReadonlySet<string>) => void
  readonly isSelectable?: (row: Row) => boolean
  readonly loadMore?: (() => void) | undefined
  readonly isLoading?: boolean
}

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature })
const selectWidth = 44

const useStyles = makeStyles({
  wrapper: { minWidth: 0 },
  table: { width: '100%', tableLayout: 'fixed', borderCollapse: 'separate', borderSpacing: 0, fontSize: tokens.fontSizeBase300 },
  head: { position: 'sticky', top: 0, zIndex: 1 },
  th: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    textAlign: 'start',
    verticalAlign: 'bottom',
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  plain: { display: 'inline-flex', alignItems: 'center', minHeight: '24px' },
  sortButton: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    minHeight: '24px',
    padding: 0,
    margin: 0,
    border: 'none',
    background: 'none',
    font: 'inherit',
    textAlign: 'inherit',
    color: 'inherit',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { color: tokens.colorNeutralForeground1, textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  row: {
    '& > td, & > th': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, verticalAlign: 'top' },
    ':hover > td, :hover > th': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  clickable: { cursor: 'pointer' },
  open: {
    '& > td, & > th': { backgroundColor: tokens.colorBrandBackground2 },
    ':hover > td, :hover > th': { backgroundColor: tokens.colorBrandBackground2Hover },
    ':global([data-theme="highContrast"])': { outline: `2px solid ${tokens.colorBrandStroke1}`, outlineOffset: '-2px' },
    '@media (forced-colors: active)': { outline: '2px solid Highlight', outlineOffset: '-2px' },
  },
  td: { padding: `10px ${tokens.spacingHorizontalM}`, overflowWrap: 'anywhere', fontWeight: tokens.fontWeightRegular, textAlign: 'start' },
  compact: { paddingTop: tokens.spacingVerticalXS, paddingBottom: tokens.spacingVerticalXS },
  end: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  select: { padding: `2px 0 2px ${tokens.spacingHorizontalS}`, verticalAlign: 'top' },
  name: {
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { textDecorationLine: 'underline', color: tokens.colorBrandForegroundLinkHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  spacer: { padding: 0, border: 'none' },
})

/**
 * A list as a native table: only the rows in view are in the page, columns that do not fit give way, `j` and `k` walk
 * through the rows, `x` selects. Filtering and sorting are the server's.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const styles = useStyles()
  const { t } = useText()
  const { columns, rows, rowId, density = 'comfortable' } = props
  const wrapper = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLTableSectionElement>(null)
  const width = useWidth(wrapper)
  const hasSelection = props.onSelect !== undefined
  const available = width - (hasSelection ? selectWidth : 0)
  const shown = useMemo(
    () =>
      fitColumns(
        columns.filter(({ id }) => !(props.hidden ?? []).includes(id)),
        width === 0 ? Number.POSITIVE_INFINITY : available,
      ),
    [columns, props.hidden, available, width],
  )

  const definitions = useMemo(() => columns.map(({ id, header }) => ({ id, header })), [columns])
  const columnVisibility = useMemo(
    () => Object.fromEntries(columns.map(({ id }) => [id, shown.some((column) => column.id === id)])),
    [columns, shown],
  )
  const rowSelection = useMemo(() => Object.fromEntries([...(props.selected ?? [])].map((id) => [id, true as const])), [props.selected])
  const table = useTable({
    features,
    columns: definitions as never,
    data: rows as Row[] & Record<string, unknown>[],
    getRowId: rowId as never,
    enableRowSelection: (row) => props.isSelectable?.(row.original as Row) ?? true,
    state: { columnVisibility, rowSelection },
    onRowSelectionChange: (update) => {
      const next = typeof update === 'function' ? update(rowSelection) : update
      props.onSelect?.(new Set(Object.keys(next).filter((id) => next[id])))
    },
  })
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns])
  const tableRows = table.getRowModel().rows

  const scrollElement = useScrollElement()
  const [scrollMargin, setScrollMargin] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands above the table moves it when rows or width change
  useEffect(() => {
    const top = body.current?.getBoundingClientRect().top ?? 0
    setScrollMargin(scrollElement === null ? 0 : top - scrollElement.getBoundingClientRect().top + scrollElement.scrollTop)
  }, [scrollElement, rows.length, width])
  const virtualizer = useVirtualizer({
    count: tableRows.length,
    getScrollElement: () => scrollElement,
    estimateSize: () => (density === 'compact' ? 32 : 44),
    getItemKey: (index) => tableRows[index]?.id ?? index,
    overscan: 10,
    scrollMargin,
    // Room for the sticky header, so that a row that gets the focus is never below it.
    scrollPaddingStart: 48,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]
  const last = items.at(-1)
  const above = first === undefined ? 0 : first.start - scrollMargin
  const below = last === undefined ? 0 : virtualizer.getTotalSize() - (last.end - scrollMargin)

  const { loadMore } = props
  const lastIndex = last?.index ?? -1
  useEffect(() => {
    if (loadMore !== undefined && lastIndex >= rows.length - 10 && rows.length > 0) loadMore()
  }, [lastIndex, rows.length, loadMore])

  const focused = useRef(-1)
  useEffect(() => {
    const walk = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return
      if (event.key === 'x' && hasSelection) {
        tableRows[focused.current]?.toggleSelected()
        return
      }
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
      if (step === 0 || tableRows.length === 0) return
      event.preventDefault()
      const next = Math.min(tableRows.length - 1, Math.max(0, focused.current + step))
      focused.current = next
      virtualizer.scrollToIndex(next)
      requestAnimationFrame(() => {
        const row = body.current?.querySelector<HTMLElement>(`tr[data-index="${next}"]`)
        row?.querySelector<HTMLElement>('[data-names-row], a, button')?.focus({ preventScroll: true })
        row?.scrollIntoView({ block: 'nearest' })
      })
    }
    document.addEventListener('keydown', walk)
    return () => document.removeEventListener('keydown', walk)
  }, [tableRows, virtualizer, hasSelection])

  const openFrom = (row: Row, event: MouseEvent) => {
    if (props.onOpen === undefined || event.defaultPrevented) return
    if (event.target instanceof Element && event.target.closest('a, button, input, label, [role="menu"]') !== null) return
    if ((window.getSelection()?.toString() ?? '') !== '') return
    props.onOpen(row)
  }

  return (
    <div ref={wrapper} className={styles.wrapper}>
      <table
        className={styles.table}
        aria-label={props.label}
        aria-rowcount={props.isLoading ? -1 : props.total + 1}
        aria-busy={props.isLoading ?? false}
      >
        <colgroup>
          {hasSelection && <col style={{ width: selectWidth }} />}
          {shown.map((column) => (
            <col key={column.id} style={column.grows ? {} : { width: column.minWidth }} />
          ))}
        </colgroup>
        <thead className={styles.head}>
          <tr aria-rowindex={1}>
            {hasSelection && (
              <th className={mergeClasses(styles.th, styles.select)} scope="col">
                <Checkbox
                  aria-label={t('ui:table.selectAll')}
                  checked={table.getIsAllRowsSelected() ? true : table.getIsSomeRowsSelected() ? 'mixed' : false}
                  onChange={() => table.toggleAllRowsSelected()}
                />
              </th>
            )}
            {shown.map((column) => (
              <HeaderCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {props.isLoading && <LoadingRows columns={shown} hasSelection={hasSelection} label={t('ui:list.loading')} />}
          {above > 0 && <SpacerRow height={above} columns={shown.length + (hasSelection ? 1 : 0)} />}
          {!props.isLoading &&
            items.map((item) => {
              const tableRow = tableRows[item.index]
              if (tableRow === undefined) return null
              const row = tableRow.original as Row
              return (
                <tr
                  key={tableRow.id}
                  ref={virtualizer.measureElement}
                  data-index={item.index}
                  aria-rowindex={item.index + 2}
                  {...(hasSelection && { 'aria-selected': tableRow.getIsSelected() })}
                  className={mergeClasses(
                    styles.row,
                    props.onOpen !== undefined && styles.clickable,
                    props.openId === tableRow.id && styles.open,
                  )}
                  onClick={(event) => openFrom(row, event)}
                  onFocus={() => {
                    focused.current = item.index
                  }}
                >
                  {hasSelection && (
                    <td className={styles.select}>
                      <Checkbox
                        aria-label={t('ui:table.selectRow', { name: props.rowName?.(row) ?? tableRow.id })}
                        checked={tableRow.getIsSelected()}
                        disabled={!tableRow.getCanSelect()}
                        onClick={tableRow.getToggleSelectedHandler()}
                      />
                    </td>
                  )}
                  {shown.map((column) => (
                    <BodyCell
                      key={column.id}
                      column={byId.get(column.id) ?? column}
                      row={row}
                      isCompact={density === 'compact'}
                      href={props.rowHref?.(row)}
                      onOpen={props.onOpen}
                    />
                  ))}
                </tr>
              )
            })}
          {below > 0 && <SpacerRow height={below} columns={shown.length + (hasSelection ? 1 : 0)} />}
        </tbody>
      </table>
    </div>
  )
}

function SpacerRow({ height, columns }: { readonly height: number; readonly columns: number }) {
  const styles = useStyles()
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without cells to focus only keeps the place of those that are out of view
    <tr aria-hidden="true">
      <td className={styles.spacer} style={{ height }} colSpan={columns} />
    </tr>
  )
}

function HeaderCell<Row>(props: {
  readonly column: Column<Row>
  readonly sort: string | undefined
  readonly onSort: ((sort: string) => void) | undefined
}) {
  const styles = useStyles()
  const { column, sort, onSort } = props
  const field = column.sort
  const direction = field === undefined ? undefined : sort === field ? 'ascending' : sort === `-${field}` ? 'descending' : undefined
  const className = mergeClasses(styles.th, column.align === 'end' && styles.end)
  if (field === undefined || onSort === undefined) {
    return (
      <th scope="col" className={className}>
        <span className={styles.plain}>{column.header}</span>
      </th>
    )
  }
  const next = direction === undefined ? (column.descendingFirst ? `-${field}` : field) : direction === 'ascending' ? `-${field}` : field
  return (
    <th scope="col" className={className} aria-sort={direction ?? 'none'}>
      <button type="button" className={styles.sortButton} onClick={() => onSort(next)}>
        {column.header}
        {direction === 'ascending' && <ArrowUpRegular aria-hidden />}
        {direction === 'descending' && <ArrowDownRegular aria-hidden />}
      </button>
    </th>
  )
}

function BodyCell<Row>(props: {
  readonly column: Column<Row>
  readonly row: Row
  readonly isCompact: boolean
  readonly href: string | undefined
  readonly onOpen: ((row: Row) => void) | undefined
}) {
  const styles = useStyles()
  const { column, row, href, onOpen } = props
  const className = mergeClasses(styles.td, props.isCompact && styles.compact, column.align === 'end' && styles.end)
  const content = column.cell(row)
  if (!column.names) return <td className={className}>{content}</td>
  if (href === undefined) {
    return (
      <th scope="row" className={className}>
        {content}
      </th>
    )
  }
  return (
    <th scope="row" className={className}>
      <a
        href={href}
        data-names-row
        className={styles.name}
        onClick={(event) => {
          if (onOpen === undefined || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
          event.preventDefault()
          onOpen(row)
        }}
      >
        {content}
      </a>
    </th>
  )
}

function LoadingRows<Row>(props: { readonly columns: readonly Column<Row>[]; readonly hasSelection: boolean; readonly label: string }) {
  const styles = useStyles()
  return ['1', '2', '3', '4', '5', '6', '7', '8'].map((id, index) => (
    <tr key={id} className={styles.row}>
      {props.hasSelection && <td className={styles.select} />}
      {props.columns.map((column, position) => (
        <td key={column.id} className={styles.td}>
          {index === 0 && position === 0 && <VisuallyHidden>{props.label}</VisuallyHidden>}
          <Skeleton aria-hidden>
            <SkeletonItem size={16} style={{ width: column.names ? `${85 - ((index * 17) % 40)}%` : '60%' }} />
          </Skeleton>
        </td>
      ))}
    </tr>
  ))
}
