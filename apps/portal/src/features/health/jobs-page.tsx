import { Badge, makeStyles, ProgressBar, tokens } from '@fluentui/react-components'
import { TaskListLtrRegular } from '@fluentui/react-icons/svg/task-list-ltr'
import { operationUrl } from '@toride/contract/client'
import type { Job } from '@toride/contract/jobs'
import { useMemo } from 'react'
import { paths } from '../../data/paths.ts'
import { useApi, useApiList } from '../../data/use-api.ts'
import { useScope } from '../../data/use-scope.ts'
import { useSearchState } from '../../data/use-search-state.ts'
import { HealthTabs } from '../../lists/health-tabs.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Failure } from '../../ui/failure.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { List } from '../../ui/list.tsx'
import { Page } from '../../ui/page.tsx'
import { PageLink, useHref } from '../../ui/page-link.tsx'
import { Note } from '../../ui/resource-name.tsx'
import { SidePane } from '../../ui/side-pane.tsx'
import { Ago, Time } from '../../ui/time.tsx'
import { chosenFilters } from '../../ui/use-filters.ts'
import { useErrorText } from '../../words/use-error-text.ts'
import { useText } from '../../words/use-text.ts'

const states = ['queued', 'running', 'succeeded', 'failed'] as const
const stateColors = { queued: 'informative', running: 'brand', succeeded: 'success', failed: 'danger' } as const
const itemColors = {
  waiting: 'informative',
  running: 'brand',
  applied: 'success',
  'rolled-back': 'warning',
  failed: 'danger',
  skipped: 'informative',
} as const

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyleType: 'none' },
  item: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
  words: { minWidth: 0, flex: '1 1 14rem' },
})

/** What was started, and what became of it; results are kept. */
export function JobsPage() {
  const { t } = useText()
  const state = useSearchState()
  const scope = useScope()
  const href = useHref()
  const columns = useColumns()
  const query = { ...scope, ...chosenFilters(state, ['state']), sort: (state.first('sort') ?? '-createdAt') as '-createdAt' }
  const list = useApiList('listJobs', { query: { ...query, limit: 100, facets: ['state'] } as never })
  const pane = state.first('pane')
  return (
    <Page title={t('shell:pages.jobs')} help={t('health:jobsHelp')}>
      <HealthTabs />
      <FilterBar
        state={state}
        facets={list.facets}
        searchLabel={t('health:searchJobs')}
        filters={[
          {
            key: 'state',
            label: t('health:statusName'),
            pinned: true,
            order: states,
            valueLabel: (value) => {
              const known = states.find((job) => job === value)
              return known === undefined ? value : t(`health:jobState.${known}`)
            },
          },
        ]}
      />
      <List
        name="jobs"
        label={t('shell:pages.jobs')}
        list={list}
        columns={columns}
        rowId={({ id }) => id}
        state={state}
        filterKeys={['state']}
        defaultSort="-createdAt"
        csvUrl={operationUrl('listJobs', { query } as never, '.csv')}
        rowHref={({ id }) => href(paths.jobs, { pane: id })}
        onOpen={({ id }) => state.change({ pane: id })}
        openId={pane}
        empty={<EmptyState icon={TaskListLtrRegular} title={t('health:noJobs')} text={t('health:noJobsText')} />}
      />
      <JobPane job={pane} onClose={() => state.change({ pane: undefined })} />
    </Page>
  )
}

function JobPane({ job: id, onClose }: { readonly job: string | undefined; readonly onClose: () => void }) {
  const styles = useStyles()
  const { t } = useText()
  const errorText = useErrorText()
  const answer = useApi('getJob', { params: { job: id ?? '' } }, { enabled: id !== undefined })
  const job = answer.data
  return (
    <SidePane
      open={id !== undefined}
      onClose={onClose}
      title={job === undefined ? t('shell:pages.jobs') : t(`health:job.${job.kind}`, { count: job.progress.total })}
    >
      {answer.error !== null && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {job !== undefined && (
        <>
          {(job.state === 'running' || job.state === 'queued') && (
            <ProgressBar
              aria-label={t('shell:bell.progress')}
              {...(job.progress.total > 0 && { value: job.progress.done, max: job.progress.total })}
            />
          )}
          <Facts
            facts={[
              { label: t('health:statusName'), value: <JobState state={job.state} /> },
              ...(job.check === null
                ? []
                : [
                    {
                      label: t('recommendations:column.title'),
                      value: <PageLink to={paths.recommendation(job.check)}>{job.check}</PageLink>,
                    },
                  ]),
              { label: t('health:startedBy'), value: job.createdBy },
              { label: t('health:startedAt'), value: <Time at={job.startedAt ?? job.createdAt} /> },
              ...(job.finishedAt === null ? [] : [{ label: t('health:finishedAt'), value: <Time at={job.finishedAt} /> }]),
              ...(job.problem === null ? [] : [{ label: t('clusters:problem'), value: errorText(job.problem) }]),
            ]}
          />
          <ul className={styles.list}>
            {job.items.map((item) => (
              <li key={item.resource.id} className={styles.item}>
                <div className={styles.words}>
                  <PageLink to={paths.resource(item.resource.id)}>
                    {item.resource.kind} {item.resource.name}
                  </PageLink>
                  <Note parts={[item.resource.namespace, item.resource.cluster.name]} />
                  {item.problem !== null && <Note parts={[errorText(item.problem)]} />}
                </div>
                <Badge appearance="tint" color={itemColors[item.status]}>
                  {t(`health:itemStatus.${item.status}`)}
                </Badge>
              </li>
            ))}
          </ul>
        </>
      )}
    </SidePane>
  )
}

function JobState({ state }: { readonly state: Job['state'] }) {
  const { t } = useText()
  return (
    <Badge appearance="tint" color={stateColors[state]}>
      {t(`health:jobState.${state}`)}
    </Badge>
  )
}

function useColumns(): readonly Column<Job>[] {
  const { t } = useText()
  return useMemo<readonly Column<Job>[]>(
    () => [
      {
        id: 'kind',
        header: t('health:jobName'),
        cell: ({ kind, progress, check }) => (
          <>
            {t(`health:job.${kind}`, { count: progress.total })}
            <Note parts={[check]} />
          </>
        ),
        minWidth: 240,
        grows: true,
        priority: 1,
        names: true,
      },
      {
        id: 'state',
        header: t('health:statusName'),
        cell: ({ state }) => <JobState state={state} />,
        sort: 'state',
        minWidth: 130,
        priority: 2,
      },
      {
        id: 'progress',
        header: t('health:progress'),
        cell: ({ progress }) => `${progress.done} / ${progress.total}`,
        minWidth: 110,
        align: 'end',
        priority: 3,
      },
      { id: 'by', header: t('health:startedBy'), cell: ({ createdBy }) => createdBy, minWidth: 160, priority: 4 },
      {
        id: 'created',
        header: t('health:startedAt'),
        cell: ({ createdAt }) => <Ago at={createdAt} />,
        sort: 'createdAt',
        descendingFirst: true,
        minWidth: 150,
        priority: 3,
      },
    ],
    [t],
  )
}
