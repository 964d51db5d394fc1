import { Button } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons/svg/add'
import { ServerRegular } from '@fluentui/react-icons/svg/server'
import { operationUrl } from '@toride/contract/client'
import type { Cluster } from '@toride/contract/environments'
import { useMemo, useState } from 'react'
import { AddClusterDialog } from '../../actions/add-cluster-dialog.tsx'
import { paths } from '../../data/paths.ts'
import { useSession } from '../../data/session.tsx'
import { useApiList } from '../../data/use-api.ts'
import { useScope } from '../../data/use-scope.ts'
import { useSearchState } from '../../data/use-search-state.ts'
import { InventoryTabs } from '../../lists/inventory-tabs.tsx'
import { ClusterStatus } from '../../ui/cluster-status.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { List } from '../../ui/list.tsx'
import { Page } from '../../ui/page.tsx'
import { useGo, useHref } from '../../ui/page-link.tsx'
import { Note } from '../../ui/resource-name.tsx'
import { ScoreRing } from '../../ui/score-ring.tsx'
import { Ago } from '../../ui/time.tsx'
import { chosenFilters } from '../../ui/use-filters.ts'
import { useNumber } from '../../ui/use-number.ts'
import { useErrorText } from '../../words/use-error-text.ts'
import { useText } from '../../words/use-text.ts'

const statuses = ['pending', 'synced', 'partial', 'unreachable', 'unauthorized', 'error'] as const
const kinds = ['kubernetes', 'manifests'] as const
const filterKeys = ['status', 'kind'] as const

/** Every cluster and folder of manifests, and how well each is known. */
export function ClustersPage() {
  const { t } = useText()
  const state = useSearchState()
  const scope = useScope()
  const href = useHref()
  const go = useGo()
  const { can } = useSession()
  const columns = useColumns()
  const [isAdding, setAdding] = useState(false)
  const query = {
    ...(scope.environment && { environment: scope.environment }),
    ...chosenFilters(state, filterKeys),
    ...(state.first('q') !== undefined && { q: state.first('q') as string }),
    sort: (state.first('sort') ?? 'name') as 'name',
  }
  const list = useApiList('listClusters', { query: { ...query, limit: 100, facets: [...filterKeys] } as never })
  const add = can('environment:write') && (
    <Button appearance="primary" icon={<AddRegular />} onClick={() => setAdding(true)}>
      {t('clusters:add')}
    </Button>
  )
  return (
    <Page title={t('shell:pages.clusters')} help={t('clusters:help')} actions={add}>
      <InventoryTabs />
      <FilterBar
        state={state}
        searchLabel={t('clusters:search')}
        facets={list.facets}
        filters={[
          {
            key: 'status',
            label: t('clusters:column.status'),
            pinned: true,
            order: statuses,
            valueLabel: (value) => {
              const status = statuses.find((known) => known === value)
              return status === undefined ? value : t(`clusters:status.${status}`)
            },
          },
          {
            key: 'kind',
            label: t('clusters:column.kind'),
            order: kinds,
            valueLabel: (value) => {
              const kind = kinds.find((known) => known === value)
              return kind === undefined ? value : t(`clusters:kind.${kind}`)
            },
          },
        ]}
      />
      <List
        name="clusters"
        label={t('shell:pages.clusters')}
        list={list}
        columns={columns}
        rowId={({ id }) => id}
        state={state}
        filterKeys={['q', ...filterKeys]}
        defaultSort="name"
        csvUrl={operationUrl('listClusters', { query } as never, '.csv')}
        rowHref={({ id }) => href(paths.cluster(id))}
        onOpen={({ id }) => go(paths.cluster(id))}
        empty={<EmptyState icon={ServerRegular} title={t('clusters:empty')} text={t('clusters:emptyText')} action={add} />}
      />
      {isAdding && <AddClusterDialog onDone={() => setAdding(false)} />}
    </Page>
  )
}

function useColumns(): readonly Column<Cluster>[] {
  const { t } = useText()
  const errorText = useErrorText()
  const number = useNumber()
  return useMemo<readonly Column<Cluster>[]>(
    () => [
      {
        id: 'name',
        header: t('inventory:column.name'),
        cell: ({ name, environment }) => (
          <>
            {name}
            <Note parts={[environment.name, environment.demo ? t('environments:demo') : undefined]} />
          </>
        ),
        sort: 'name',
        minWidth: 200,
        grows: true,
        priority: 1,
        names: true,
      },
      {
        id: 'status',
        header: t('clusters:column.status'),
        cell: ({ status, problem }) => (
          <>
            <ClusterStatus status={status} />
            <Note parts={[problem === null ? undefined : errorText(problem)]} />
          </>
        ),
        sort: 'status',
        minWidth: 160,
        grows: true,
        priority: 2,
      },
      {
        id: 'score',
        header: t('shell:pages.score'),
        cell: ({ score, name }) => <ScoreRing percent={score} size={40} label={t('ui:score.of', { name })} />,
        sort: 'score',
        minWidth: 110,
        priority: 3,
      },
      {
        id: 'unhealthy',
        header: t('clusters:column.unhealthy'),
        cell: ({ resources, unhealthyResources }) =>
          t('recommendations:ofResources', { unhealthy: number(unhealthyResources), total: number(resources) }),
        sort: 'unhealthyResources',
        descendingFirst: true,
        minWidth: 140,
        align: 'end',
        priority: 2,
      },
      { id: 'kind', header: t('clusters:column.kind'), cell: ({ kind }) => t(`clusters:kind.${kind}`), minWidth: 140, priority: 6 },
      { id: 'version', header: t('clusters:column.version'), cell: ({ version }) => version ?? '–', minWidth: 110, priority: 5 },
      {
        id: 'synced',
        header: t('clusters:column.synced'),
        cell: ({ lastSyncedAt }) => (lastSyncedAt === null ? '–' : <Ago at={lastSyncedAt} />),
        minWidth: 140,
        priority: 4,
      },
    ],
    [t, number, errorText],
  )
}
