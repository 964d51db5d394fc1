import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle'
import type { Recommendation } from '@toride/contract/recommendations'
import { useMemo } from 'react'
import { paths } from '../../data/paths.ts'
import { useApiList } from '../../data/use-api.ts'
import { useSearchState } from '../../data/use-search-state.ts'
import type { Column } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Insights } from '../../ui/insights.tsx'
import { List } from '../../ui/list.tsx'
import { useGo, useHref } from '../../ui/page-link.tsx'
import { SeverityLabel } from '../../ui/severity.tsx'
import { useNumber } from '../../ui/use-number.ts'
import { useText } from '../../words/use-text.ts'

/** What is configured wrongly in one cluster. */
export function Misconfigurations({ environment, cluster }: { readonly environment: string; readonly cluster: string }) {
  const { t, locale } = useText()
  const state = useSearchState()
  const href = useHref()
  const go = useGo()
  const columns = useColumns()
  const scope = { environment, cluster, namespace: undefined }
  const list = useApiList('listRecommendations', {
    query: { cluster: [cluster], state: ['unhealthy'], sort: (state.first('sort') ?? '-severity') as '-severity', locale, limit: 100 },
  })
  return (
    <List
      name="misconfigurations"
      label={t('clusters:tab.misconfigurations')}
      list={list}
      columns={columns}
      rowId={({ check }) => check}
      state={state}
      defaultSort="-severity"
      rowHref={({ check }) => href(paths.recommendation(check), scope)}
      onOpen={({ check }) => go(paths.recommendation(check), scope)}
      empty={<EmptyState icon={CheckmarkCircleRegular} title={t('clusters:noMisconfigurations')} />}
    />
  )
}

function useColumns(): readonly Column<Recommendation>[] {
  const { t, pick } = useText()
  const number = useNumber()
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
        minWidth: 124,
        align: 'end',
        priority: 2,
      },
      {
        id: 'pods',
        header: t('recommendations:column.pods'),
        cell: ({ affectedPods }) => number(affectedPods),
        sort: 'affectedPods',
        descendingFirst: true,
        minWidth: 110,
        align: 'end',
        priority: 4,
      },
      {
        id: 'insights',
        header: t('recommendations:column.insights'),
        cell: ({ insights }) => <Insights insights={insights} />,
        minWidth: 184,
        priority: 3,
      },
    ],
    [t, pick, number],
  )
}
