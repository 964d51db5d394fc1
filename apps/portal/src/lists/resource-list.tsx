import { Button } from '@fluentui/react-components'
import { BoxMultipleRegular } from '@fluentui/react-icons/svg/box-multiple'
import { operationUrl } from '@toride/contract/client'
import type { Resource } from '@toride/contract/inventory'
import { useMemo } from 'react'
import { paths } from '../data/paths.ts'
import { useApiList } from '../data/use-api.ts'
import { useScope } from '../data/use-scope.ts'
import type { SearchState } from '../data/use-search-state.ts'
import type { Column } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FilterBar } from '../ui/filter-bar.tsx'
import { HealthLabel, healths, isHealth } from '../ui/health-label.tsx'
import { List } from '../ui/list.tsx'
import { useGo, useHref } from '../ui/page-link.tsx'
import { Note } from '../ui/resource-name.tsx'
import { SeverityCounts } from '../ui/severity-counts.tsx'
import { Tiles } from '../ui/tiles.tsx'
import { Ago } from '../ui/time.tsx'
import { useCheckTitles } from '../ui/use-check-titles.ts'
import { chosenFilters, useFilters } from '../ui/use-filters.ts'
import { useNumber } from '../ui/use-number.ts'
import { useText } from '../words/use-text.ts'
import { ResourcePane } from './resource-pane.tsx'

const filterKeys = ['health', 'severity', 'kind', 'namespace', 'managedBy', 'check'] as const
const offered = ['unhealthy', 'healthy', 'notApplicable', 'unknown'] as const

/** Resources with their health; the inventory, and the recommendations by resource. */
export function ResourceList(props: { readonly state: SearchState; readonly name: string; readonly label: string }) {
  const { t } = useText()
  const { state } = props
  const scope = useScope()
  const href = useHref()
  const go = useGo()
  const filters = useFilters()
  const columns = useColumns()
  const titleOf = useCheckTitles()
  const label = state.values('label')
  const image = state.first('image')
  const query = {
    ...scope,
    ...chosenFilters(state, filterKeys),
    ...(label.length > 0 && { label: [...label] }),
    ...(image !== undefined && { image }),
    ...(state.first('q') !== undefined && { q: state.first('q') as string }),
    ...(state.first('pods') === 'all' && { view: 'all' as const }),
    sort: (state.first('sort') ?? '-severity') as '-severity',
  }
  const list = useApiList('listResources', { query: { ...query, limit: 100, facets: [...filterKeys] } as never })
  const counts = new Map((list.facets.health ?? []).map(({ value, count }) => [value, count]))
  const chosen = state.values('health')
  const pane = state.first('pane')
  return (
    <>
      <Tiles
        label={props.label}
        tiles={offered.map((health) => ({
          id: health,
          label: t(`inventory:health.${health}`),
          count: list.isPending ? undefined : (counts.get(health) ?? 0),
          icon: <HealthLabel health={health} iconOnly />,
          filter: {
            on: chosen.includes(health),
            toggle: () =>
              state.change({ health: chosen.includes(health) ? chosen.filter((other) => other !== health) : [...chosen, health] }),
          },
        }))}
      />
      <FilterBar
        state={state}
        filters={[
          { ...filters.kind, pinned: true },
          { ...filters.namespace, pinned: true },
          { ...filters.severity, pinned: true },
          {
            key: 'health',
            label: t('inventory:column.health'),
            order: healths,
            valueLabel: (value) => (isHealth(value) ? t(`inventory:health.${value}`) : value),
          },
          filters.managedBy,
          { key: 'check', label: t('recommendations:column.title'), valueLabel: (value) => titleOf(value) },
        ]}
        facets={list.facets}
        searchLabel={t('inventory:search')}
      />
      <List
        name={props.name}
        label={props.label}
        list={list}
        columns={columns}
        rowId={({ id }) => id}
        state={state}
        filterKeys={['q', 'label', 'image', ...filterKeys]}
        defaultSort="-severity"
        hiddenByDefault={['images', 'created']}
        csvUrl={operationUrl('listResources', { query } as never, '.csv')}
        rowHref={({ id }) => href(paths.resource(id))}
        onOpen={({ id }) => state.change({ pane: id })}
        openId={pane}
        empty={
          <EmptyState
            icon={BoxMultipleRegular}
            title={t('inventory:empty')}
            text={t('inventory:emptyText')}
            action={<Button onClick={() => go(paths.environments)}>{t('recommendations:connect')}</Button>}
          />
        }
      />
      <ResourcePane resource={pane} brief={list.items.find(({ id }) => id === pane)} onClose={() => state.change({ pane: undefined })} />
    </>
  )
}

function useColumns(): readonly Column<Resource>[] {
  const { t } = useText()
  const number = useNumber()
  return useMemo<readonly Column<Resource>[]>(
    () => [
      {
        id: 'name',
        header: t('inventory:column.name'),
        cell: ({ name }) => name,
        sort: 'name',
        minWidth: 160,
        grows: true,
        priority: 1,
        names: true,
      },
      { id: 'kind', header: t('ui:filter.kind'), cell: ({ kind }) => kind, sort: 'kind', minWidth: 140, priority: 3 },
      {
        id: 'namespace',
        header: t('shell:scope.namespace'),
        cell: ({ namespace, cluster }) => (
          <>
            {namespace === '' ? '–' : namespace}
            <Note parts={[cluster.name]} />
          </>
        ),
        sort: 'namespace',
        minWidth: 160,
        priority: 3,
      },
      {
        id: 'health',
        header: t('inventory:column.health'),
        cell: ({ health }) => <HealthLabel health={health} />,
        minWidth: 130,
        priority: 2,
      },
      {
        id: 'unhealthy',
        header: t('shell:pages.recommendations'),
        cell: ({ unhealthy }) => <SeverityCounts counts={unhealthy} />,
        sort: 'severity',
        descendingFirst: true,
        minWidth: 190,
        priority: 4,
      },
      {
        id: 'pods',
        header: t('inventory:column.pods'),
        cell: ({ pods }) => number(pods),
        sort: 'pods',
        descendingFirst: true,
        minWidth: 84,
        align: 'end',
        priority: 5,
      },
      { id: 'managedBy', header: t('ui:filter.managedBy'), cell: ({ managedBy }) => managedBy ?? '–', minWidth: 120, priority: 7 },
      { id: 'images', header: t('inventory:column.images'), cell: ({ images }) => images.join('\n'), minWidth: 220, priority: 9 },
      {
        id: 'changed',
        header: t('inventory:column.changed'),
        cell: ({ lastChangedAt }) => <Ago at={lastChangedAt} />,
        sort: 'lastChangedAt',
        descendingFirst: true,
        minWidth: 130,
        priority: 6,
      },
      {
        id: 'created',
        header: t('inventory:column.created'),
        cell: ({ createdAt }) => (createdAt === null ? '–' : <Ago at={createdAt} />),
        sort: 'createdAt',
        descendingFirst: true,
        minWidth: 130,
        priority: 8,
      },
    ],
    [t, number],
  )
}
