import { Badge, makeStyles, tokens } from '@fluentui/react-components'
import type { Health } from '@toride/contract/health'
import { paths } from '../../data/paths.ts'
import { useApi } from '../../data/use-api.ts'
import { HealthTabs } from '../../lists/health-tabs.tsx'
import { Card } from '../../ui/card.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { Note } from '../../ui/resource-name.tsx'
import { SimpleTable } from '../../ui/simple-table.tsx'
import { Ago, Time } from '../../ui/time.tsx'
import { useErrorText } from '../../words/use-error-text.ts'
import { useText } from '../../words/use-text.ts'

const colors = { ok: 'success', degraded: 'warning', failed: 'danger' } as const

const useStyles = makeStyles({ note: { fontSize: tokens.fontSizeBase200 } })

/** What checks tell in numbers and words; what has no word here yet stays as the server names it. */
const detailNames = ['latencyMs', 'waitingQueries', 'status', 'unknownKinds', 'queued', 'running', 'failedLastDay'] as const
const clusterStatuses = ['pending', 'synced', 'partial', 'unreachable', 'unauthorized', 'error'] as const

/** Whether the watch itself is well: database, sources, jobs. */
export function HealthPage() {
  const { t } = useText()
  const health = useApi('getHealth', {})
  return (
    <Page title={t('shell:pages.health')} help={t('health:help')}>
      <HealthTabs />
      {health.error !== null && (
        <Card>
          <Failure error={health.error} retry={() => void health.refetch()} />
        </Card>
      )}
      {health.isPending && <Loading lines={6} />}
      {health.data !== undefined && (
        <>
          <Card title={t('health:installation')}>
            <Facts
              facts={[
                { label: t('health:statusName'), value: <StatusBadge status={health.data.status} /> },
                { label: t('health:version'), value: health.data.version },
                { label: t('health:startedAt'), value: <Time at={health.data.startedAt} /> },
              ]}
            />
          </Card>
          <Checks health={health.data} />
        </>
      )}
    </Page>
  )
}

function StatusBadge({ status }: { readonly status: Health['status'] }) {
  const { t } = useText()
  return (
    <Badge appearance="tint" color={colors[status]}>
      {t(`health:status.${status}`)}
    </Badge>
  )
}

function Checks({ health }: { readonly health: Health }) {
  const styles = useStyles()
  const { t } = useText()
  const errorText = useErrorText()
  const detailName = (name: string) => {
    const known = detailNames.find((each) => each === name)
    return known === undefined ? name : t(`health:detail.${known}`)
  }
  const statusText = (value: unknown) => {
    const known = clusterStatuses.find((each) => each === value)
    return known === undefined ? String(value) : t(`clusters:status.${known}`)
  }
  const rank = { failed: 0, degraded: 1, ok: 2 } as const
  return (
    <Card title={t('health:checks')}>
      <SimpleTable
        label={t('health:checks')}
        columns={[t('health:componentName'), t('health:statusName'), t('health:lastSuccess'), t('health:details')]}
        rows={health.checks
          .toSorted((a, b) => rank[a.status] - rank[b.status])
          .map((check) => ({
            key: `${check.component} ${check.cluster?.id ?? ''}`,
            cells: [
              <>
                {t(`health:component.${check.component}`)}
                {check.cluster !== null && (
                  <div>
                    <PageLink to={paths.cluster(check.cluster.id)} search={{ tab: 'sources' }}>
                      {check.cluster.name}
                    </PageLink>
                  </div>
                )}
              </>,
              <>
                <StatusBadge status={check.status} />
                {check.problem !== null && <Note parts={[errorText(check.problem)]} />}
              </>,
              check.lastSuccessAt === null ? '–' : <Ago key="success" at={check.lastSuccessAt} />,
              <span key="details" className={styles.note}>
                {Object.entries(check.details)
                  .map(([name, value]) => `${detailName(name)}: ${name === 'status' ? statusText(value) : value}`)
                  .join(t('ui:filters.separator'))}
              </span>,
            ],
          }))}
      />
    </Card>
  )
}
