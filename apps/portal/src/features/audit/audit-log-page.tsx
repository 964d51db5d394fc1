import { makeStyles, tokens } from '@fluentui/react-components'
import { HistoryRegular } from '@fluentui/react-icons/svg/history'
import type { AuditEntry } from '@toride/contract/audit-log'
import { operationUrl } from '@toride/contract/client'
import { useMemo } from 'react'
import { paths } from '../../data/paths.ts'
import { useApiList } from '../../data/use-api.ts'
import { useSearchState } from '../../data/use-search-state.ts'
import type { Column } from '../../ui/data-table.tsx'
import { Diff } from '../../ui/diff.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Facts } from '../../ui/facts.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { List } from '../../ui/list.tsx'
import { Page } from '../../ui/page.tsx'
import { useHref } from '../../ui/page-link.tsx'
import { Note } from '../../ui/resource-name.tsx'
import { SidePane } from '../../ui/side-pane.tsx'
import { Time } from '../../ui/time.tsx'
import { chosenFilters } from '../../ui/use-filters.ts'
import { useText } from '../../words/use-text.ts'
import { useAuditWords } from './use-audit-words.ts'

const filterKeys = ['action', 'actor', 'target'] as const

const useStyles = makeStyles({
  mono: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
})

/** Who changed what, when, from where. */
export function AuditLogPage() {
  const { t } = useText()
  const { actionText, kindText } = useAuditWords()
  const state = useSearchState()
  const href = useHref()
  const columns = useColumns()
  const query = {
    ...chosenFilters(state, filterKeys),
    ...(state.first('q') !== undefined && { q: state.first('q') as string }),
    sort: (state.first('sort') ?? '-at') as '-at',
  }
  const list = useApiList('listAuditLog', { query: { ...query, limit: 100, facets: [...filterKeys] } as never })
  const pane = state.first('pane')
  return (
    <Page title={t('shell:pages.auditLog')} help={t('audit:help')}>
      <FilterBar
        state={state}
        facets={list.facets}
        searchLabel={t('audit:search')}
        filters={[
          { key: 'action', label: t('audit:action'), pinned: true, valueLabel: actionText },
          { key: 'actor', label: t('audit:actor'), pinned: true },
          { key: 'target', label: t('audit:targetKind'), valueLabel: kindText },
        ]}
      />
      <List
        name="audit-log"
        label={t('shell:pages.auditLog')}
        list={list}
        columns={columns}
        rowId={({ id }) => id}
        state={state}
        filterKeys={['q', ...filterKeys]}
        defaultSort="-at"
        csvUrl={operationUrl('listAuditLog', { query } as never, '.csv')}
        rowHref={({ id }) => href(paths.auditLog, { pane: id })}
        onOpen={({ id }) => state.change({ pane: id })}
        openId={pane}
        empty={<EmptyState icon={HistoryRegular} title={t('audit:empty')} />}
      />
      <EntryPane
        entry={list.items.find(({ id }) => id === pane)}
        isOpen={pane !== undefined}
        onClose={() => state.change({ pane: undefined })}
      />
    </Page>
  )
}

function EntryPane({
  entry,
  isOpen,
  onClose,
}: {
  readonly entry: AuditEntry | undefined
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const styles = useStyles()
  const { t } = useText()
  const { actionText, kindText } = useAuditWords()
  const write = (value: unknown) => (value === null ? '' : `${JSON.stringify(value, null, 2)}\n`)
  return (
    <SidePane open={isOpen} onClose={onClose} title={entry === undefined ? '…' : actionText(entry.action)}>
      {entry !== undefined && (
        <>
          <Facts
            facts={[
              { label: t('audit:at'), value: <Time at={entry.at} /> },
              { label: t('audit:actor'), value: `${entry.actor.name} (${t(`audit:actorKind.${entry.actor.kind}`)})` },
              { label: t('audit:address'), value: entry.address ?? '–' },
              { label: t('audit:action'), value: <span className={styles.mono}>{entry.action}</span> },
              { label: t('audit:target'), value: `${kindText(entry.target.kind)} ${entry.target.name}` },
              ...(entry.target.id === null ? [] : [{ label: 'ID', value: <span className={styles.mono}>{entry.target.id}</span> }]),
            ]}
          />
          {(entry.before !== null || entry.after !== null) && (
            <Diff name={t('audit:change')} before={write(entry.before)} after={write(entry.after)} />
          )}
        </>
      )}
    </SidePane>
  )
}

function useColumns(): readonly Column<AuditEntry>[] {
  const { t } = useText()
  const { actionText, kindText } = useAuditWords()
  return useMemo<readonly Column<AuditEntry>[]>(
    () => [
      {
        id: 'at',
        header: t('audit:at'),
        cell: ({ at }) => <Time at={at} stacked />,
        sort: 'at',
        descendingFirst: true,
        minWidth: 170,
        priority: 2,
      },
      {
        id: 'action',
        header: t('audit:action'),
        cell: ({ action }) => actionText(action),
        minWidth: 140,
        grows: true,
        priority: 1,
        names: true,
      },
      {
        id: 'target',
        header: t('audit:target'),
        cell: ({ target }) => (
          <>
            {target.name}
            <Note parts={[kindText(target.kind)]} />
          </>
        ),
        minWidth: 200,
        grows: true,
        priority: 3,
      },
      {
        id: 'actor',
        header: t('audit:actor'),
        cell: ({ actor }) => (
          <>
            {actor.name}
            <Note parts={[t(`audit:actorKind.${actor.kind}`)]} />
          </>
        ),
        minWidth: 160,
        priority: 2,
      },
      { id: 'address', header: t('audit:address'), cell: ({ address }) => address ?? '–', minWidth: 150, priority: 5 },
    ],
    [t, actionText, kindText],
  )
}
