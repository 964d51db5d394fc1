import { Button } from '@fluentui/react-components'
import { ClipboardTaskListLtrRegular } from '@fluentui/react-icons/svg/clipboard-task-list-ltr'
import { FlashRegular } from '@fluentui/react-icons/svg/flash'
import { operationUrl } from '@toride/contract/client'
import type { Recommendation } from '@toride/contract/recommendations'
import { severities } from '@toride/core/severity'
import { useMemo } from 'react'
import { paths } from '../../data/paths.ts'
import { useApiList } from '../../data/use-api.ts'
import { useScope } from '../../data/use-scope.ts'
import type { SearchState } from '../../data/use-search-state.ts'
import type { Column } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FilterBar, type FilterDefinition } from '../../ui/filter-bar.tsx'
import { HealthBar } from '../../ui/health-bar.tsx'
import { type Insight, Insights, insights } from '../../ui/insights.tsx'
import { List } from '../../ui/list.tsx'
import { useGo, useHref } from '../../ui/page-link.tsx'
import { SeverityIcon, SeverityLabel } from '../../ui/severity.tsx'
import { Tiles } from '../../ui/tiles.tsx'
import { Ago } from '../../ui/time.tsx'
import { chosenFilters, useFilters } from '../../ui/use-filters.ts'
import { useIncrease } from '../../ui/use-increase.ts'
import { useNumber } from '../../ui/use-number.ts'
import { useText } from '../../words/use-text.ts'
import { RecommendationPane } from './recommendation-pane.tsx'
import { standardName } from './standard-name.ts'

const filterKeys = ['severity', 'state', 'control', 'category', 'insight', 'standard', 'kind', 'namespace'] as const

/** Recommendations by title, with how many resources each concerns. */
export function TitleList({ state }: { readonly state: SearchState }) {
  const { t, locale } = useText()
  const scope = useScope()
  const href = useHref()
  const go = useGo()
  const filters = useTitleFilters()
  const columns = useTitleColumns()
  const query = {
    ...scope,
    ...chosenFilters(state, filterKeys),
    ...(state.first('q') !== undefined && { q: state.first('q') as string }),
    sort: (state.first('sort') ?? '-severity') as '-severity',
    locale,
  }
  const list = useApiList('listRecommendations', { query: { ...query, limit: 100, facets: [...filterKeys] } as never })
  const pane = state.first('pane')
  const shown = list.items.find(({ check }) => check === pane)
  const bySeverity = new Map((list.facets.severity ?? []).map(({ value, count }) => [value, count]))
  const fixable = (list.facets.insight ?? []).find(({ value }) => value === 'fix')?.count ?? 0
  const toggle = (key: string, value: string) => {
    const chosen = state.values(key)
    state.change({ [key]: chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value] })
  }
  return (
    <>
      <Tiles
        label={t('recommendations:tiles')}
        tiles={[
          ...severities.map((severity) => ({
            id: severity,
            label: t(`terms:severity.${severity}`),
            count: list.isPending ? undefined : (bySeverity.get(severity) ?? 0),
            icon: <SeverityIcon severity={severity} />,
            filter: { on: state.values('severity').includes(severity), toggle: () => toggle('severity', severity) },
          })),
          {
            id: 'fix',
            label: t('recommendations:insight.fix'),
            count: list.isPending ? undefined : fixable,
            icon: <FlashRegular aria-hidden />,
            filter: { on: state.values('insight').includes('fix'), toggle: () => toggle('insight', 'fix') },
          },
        ]}
      />
      <FilterBar state={state} filters={filters} facets={list.facets} searchLabel={t('recommendations:search')} />
      <List
        name="recommendations"
        label={t('shell:pages.recommendations')}
        list={list}
        columns={columns}
        rowId={({ check }) => check}
        state={state}
        filterKeys={['q', ...filterKeys]}
        defaultSort="-severity"
        hiddenByDefault={['category', 'changed']}
        csvUrl={operationUrl('listRecommendations', { query } as never, '.csv')}
        rowHref={({ check }) => href(paths.recommendation(check))}
        onOpen={({ check }) => state.change({ pane: check })}
        openId={pane}
        empty={
          <EmptyState
            icon={ClipboardTaskListLtrRegular}
            title={t('recommendations:empty')}
            text={t('recommendations:emptyText')}
            action={<Button onClick={() => go(paths.environments)}>{t('recommendations:connect')}</Button>}
          />
        }
      />
      <RecommendationPane check={pane} brief={shown} onClose={() => state.change({ pane: undefined })} />
    </>
  )
}

function useTitleFilters(): readonly FilterDefinition[] {
  const { t } = useText()
  const shared = useFilters()
  return useMemo(
    () => [
      { ...shared.state, pinned: true },
      { ...shared.severity, pinned: true },
      { ...shared.control, pinned: true },
      { ...shared.namespace, pinned: true },
      {
        key: 'insight',
        label: t('recommendations:column.insights'),
        order: insights,
        valueLabel: (value) => ((insights as readonly string[]).includes(value) ? t(`recommendations:insight.${value as Insight}`) : value),
      },
      shared.category,
      shared.kind,
      { key: 'standard', label: t('recommendations:column.standard'), valueLabel: standardName },
    ],
    [t, shared],
  )
}

function useTitleColumns(): readonly Column<Recommendation>[] {
  const { t, pick } = useText()
  const number = useNumber()
  const increase = useIncrease()
  return useMemo<readonly Column<Recommendation>[]>(
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
        sort: 'title',
        minWidth: 160,
        grows: true,
        priority: 1,
        names: true,
      },
      {
        id: 'unhealthy',
        header: t('recommendations:column.unhealthy'),
        cell: ({ counts }) =>
          t('recommendations:ofResources', { unhealthy: number(counts.unhealthy), total: number(counts.unhealthy + counts.healthy) }),
        sort: 'unhealthy',
        descendingFirst: true,
        minWidth: 140,
        align: 'end',
        priority: 2,
      },
      {
        id: 'health',
        header: t('recommendations:column.health'),
        cell: ({ counts }) => <HealthBar counts={counts} />,
        minWidth: 136,
        priority: 4,
      },
      {
        id: 'pods',
        header: t('recommendations:column.pods'),
        cell: ({ affectedPods }) => number(affectedPods),
        sort: 'affectedPods',
        descendingFirst: true,
        minWidth: 104,
        align: 'end',
        priority: 5,
      },
      {
        id: 'increase',
        header: t('recommendations:column.increase'),
        cell: ({ potentialScoreIncrease }) => increase(potentialScoreIncrease),
        sort: 'potentialScoreIncrease',
        descendingFirst: true,
        minWidth: 128,
        align: 'end',
        priority: 3,
      },
      { id: 'control', header: t('ui:filter.control'), cell: ({ control }) => t(`terms:control.${control}`), minWidth: 180, priority: 7 },
      {
        id: 'insights',
        header: t('recommendations:column.insights'),
        cell: ({ insights: shown }) => <Insights insights={shown} />,
        minWidth: 184,
        priority: 6,
      },
      {
        id: 'category',
        header: t('ui:filter.category'),
        cell: ({ category }) => t(`terms:category.${category}`),
        minWidth: 120,
        priority: 8,
      },
      {
        id: 'changed',
        header: t('recommendations:column.changed'),
        cell: ({ lastChangedAt }) => (lastChangedAt === null ? '–' : <Ago at={lastChangedAt} />),
        sort: 'lastChangedAt',
        descendingFirst: true,
        minWidth: 130,
        priority: 9,
      },
    ],
    [t, pick, number, increase],
  )
}
