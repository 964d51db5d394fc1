import { ClipboardTaskListLtrRegular } from '@fluentui/react-icons/svg/clipboard-task-list-ltr'
import { operationUrl } from '@toride/contract/client'
import { severities } from '@toride/core/severity'
import { useMemo } from 'react'
import { paths } from '../../data/paths.ts'
import { type ItemOf, useApiList } from '../../data/use-api.ts'
import { useScope } from '../../data/use-scope.ts'
import type { SearchState } from '../../data/use-search-state.ts'
import type { Column } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { List } from '../../ui/list.tsx'
import { PageLink, useHref } from '../../ui/page-link.tsx'
import { Note } from '../../ui/resource-name.tsx'
import { SeverityIcon, SeverityLabel } from '../../ui/severity.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Tiles } from '../../ui/tiles.tsx'
import { Ago } from '../../ui/time.tsx'
import { chosenFilters, useFilters } from '../../ui/use-filters.ts'
import { useText } from '../../words/use-text.ts'

type Row = ItemOf<'listAssessments'>

const filterKeys = ['severity', 'state', 'control', 'category', 'kind', 'namespace'] as const

/** Every recommendation on every resource, one row for each. */
export function AssessmentList({ state }: { readonly state: SearchState }) {
  const { t } = useText()
  const scope = useScope()
  const href = useHref()
  const filters = useFilters()
  const columns = useColumns()
  // Healthy ones are counted elsewhere; this list holds only what is to be done or known.
  const chosen = chosenFilters(state, filterKeys)
  const states = chosen.state?.filter((value) => value !== 'healthy')
  const query = {
    ...scope,
    ...chosen,
    ...(states !== undefined && { state: states }),
    ...(state.first('q') !== undefined && { q: state.first('q') as string }),
    sort: (state.first('sort') ?? '-severity') as '-severity',
  }
  const list = useApiList('listAssessments', { query: { ...query, limit: 100, facets: [...filterKeys] } as never })
  const bySeverity = new Map((list.facets.severity ?? []).map(({ value, count }) => [value, count]))
  const chosenSeverities = state.values('severity')
  return (
    <>
      <Tiles
        label={t('recommendations:tiles')}
        tiles={severities.map((severity) => ({
          id: severity,
          label: t(`terms:severity.${severity}`),
          count: list.isPending ? undefined : (bySeverity.get(severity) ?? 0),
          icon: <SeverityIcon severity={severity} />,
          filter: {
            on: chosenSeverities.includes(severity),
            toggle: () =>
              state.change({
                severity: chosenSeverities.includes(severity)
                  ? chosenSeverities.filter((other) => other !== severity)
                  : [...chosenSeverities, severity],
              }),
          },
        }))}
      />
      <FilterBar
        state={state}
        filters={[
          { ...filters.state, pinned: true },
          { ...filters.severity, pinned: true },
          { ...filters.control, pinned: true },
          { ...filters.namespace, pinned: true },
          filters.kind,
          filters.category,
        ]}
        facets={list.facets}
        searchLabel={t('recommendations:searchFlat')}
      />
      <List
        name="assessments"
        label={t('recommendations:view.flat')}
        list={list}
        columns={columns}
        rowId={({ check, resource }) => `${check}:${resource.id}`}
        state={state}
        filterKeys={['q', ...filterKeys]}
        defaultSort="-severity"
        csvUrl={operationUrl('listAssessments', { query } as never, '.csv')}
        rowHref={({ check, resource }) => href(paths.recommendation(check), { pane: resource.id })}
        empty={<EmptyState icon={ClipboardTaskListLtrRegular} title={t('recommendations:empty')} text={t('recommendations:emptyText')} />}
      />
    </>
  )
}

function useColumns(): readonly Column<Row>[] {
  const { t, pick } = useText()
  return useMemo<readonly Column<Row>[]>(
    () => [
      {
        id: 'severity',
        header: t('ui:filter.severity'),
        cell: ({ severity }) => <SeverityLabel severity={severity} />,
        sort: 'severity',
        descendingFirst: true,
        minWidth: 132,
        priority: 2,
      },
      {
        id: 'title',
        header: t('recommendations:column.title'),
        cell: ({ title }) => pick(title),
        sort: 'check',
        minWidth: 160,
        grows: true,
        priority: 1,
        names: true,
      },
      {
        id: 'resource',
        header: t('recommendations:column.resource'),
        cell: ({ resource }) => (
          <>
            <PageLink to={paths.resource(resource.id)}>{resource.name}</PageLink>
            <Note parts={[resource.kind, resource.namespace, resource.cluster.name]} />
          </>
        ),
        sort: 'name',
        minWidth: 200,
        grows: true,
        priority: 2,
      },
      { id: 'state', header: t('ui:filter.state'), cell: ({ state }) => <StateBadge state={state} />, minWidth: 132, priority: 3 },
      { id: 'control', header: t('ui:filter.control'), cell: ({ control }) => t(`terms:control.${control}`), minWidth: 180, priority: 5 },
      {
        id: 'since',
        header: t('ui:since'),
        cell: ({ since }) => (since === null ? '–' : <Ago at={since} />),
        sort: 'since',
        minWidth: 120,
        priority: 4,
      },
    ],
    [t, pick],
  )
}
