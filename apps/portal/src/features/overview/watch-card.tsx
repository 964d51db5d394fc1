import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { WarningFilled } from '@fluentui/react-icons/svg/warning'
import type { Cluster } from '@toride/contract/environments'
import type { ReactNode } from 'react'
import { paths } from '../../data/paths.ts'
import { useSession } from '../../data/session.tsx'
import { useApi } from '../../data/use-api.ts'
import { useScope } from '../../data/use-scope.ts'
import { Card } from '../../ui/card.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { Ago } from '../../ui/time.tsx'
import { useErrorText } from '../../words/use-error-text.ts'
import { useText } from '../../words/use-text.ts'

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyleType: 'none' },
  item: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalS },
  icon: { width: '18px', height: '18px', marginTop: '1px' },
  good: { color: tokens.colorPaletteGreenForeground1 },
  bad: { color: tokens.colorPaletteDarkOrangeForeground3 },
  note: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
})

/** Is the watch itself healthy: silence must not look like safety. */
export function WatchCard() {
  const styles = useStyles()
  const { t } = useText()
  const { can } = useSession()
  const errorText = useErrorText()
  const scope = useScope()
  const clusters = useApi('listClusters', {
    query: { ...(scope.environment && { environment: scope.environment }), limit: 100, sort: 'status' },
  })
  const health = useApi('getHealth', {}, { enabled: can('health:read') })
  const items = clusters.data?.items ?? []
  const troubled = items.filter(({ status }) => status !== 'synced')
  const latest = items
    .map(({ lastSyncedAt }) => lastSyncedAt)
    .filter((at) => at !== null)
    .toSorted()
    .at(-1)
  const others = (health.data?.checks ?? []).filter(({ component }) => component !== 'source')
  return (
    <Card title={t('overview:watch')} {...(can('health:read') && { action: <PageLink to={paths.health}>{t('ui:details')}</PageLink> })}>
      {clusters.error !== null && <Failure error={clusters.error} retry={() => void clusters.refetch()} />}
      {clusters.isPending && <Loading />}
      {clusters.data !== undefined && (
        <ul className={styles.list}>
          <Line good={troubled.length === 0}>
            <PageLink
              to={paths.clusters}
              search={troubled.length === 0 ? {} : { status: [...new Set(troubled.map(({ status }) => status))] }}
            >
              {troubled.length === 0
                ? t('overview:allSynced', { count: items.length })
                : t('overview:someTroubled', { count: troubled.length, total: items.length })}
            </PageLink>
            <div className={styles.note}>
              {troubled.length > 0 ? (
                <Troubled clusters={troubled} />
              ) : (
                latest !== undefined && (
                  <>
                    {t('overview:lastSync')} <Ago at={latest} />
                  </>
                )
              )}
            </div>
          </Line>
          {others.map((check) => (
            <Line key={check.component} good={check.status === 'ok'}>
              {t(`health:component.${check.component}`)}
              <div className={styles.note}>{check.problem === null ? t(`health:status.${check.status}`) : errorText(check.problem)}</div>
            </Line>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Line({ good, children }: { readonly good: boolean; readonly children: ReactNode }) {
  const styles = useStyles()
  return (
    <li className={styles.item}>
      {good ? (
        <CheckmarkCircleFilled aria-hidden className={mergeClasses(styles.icon, styles.good)} />
      ) : (
        <WarningFilled aria-hidden className={mergeClasses(styles.icon, styles.bad)} />
      )}
      <div>{children}</div>
    </li>
  )
}

function Troubled({ clusters }: { readonly clusters: readonly Cluster[] }) {
  const { t } = useText()
  return clusters.slice(0, 3).map(({ id, name, status }) => (
    <div key={id}>
      {name}: {t(`clusters:status.${status}`)}
    </div>
  ))
}
