import { Button, makeStyles } from '@fluentui/react-components'
import { ShieldTaskRegular } from '@fluentui/react-icons/svg/shield-task'
import { paths } from '../../data/paths.ts'
import { useSession } from '../../data/session.tsx'
import { useApi } from '../../data/use-api.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Page } from '../../ui/page.tsx'
import { useGo } from '../../ui/page-link.tsx'
import { useText } from '../../words/use-text.ts'
import { BestAction } from './best-action.tsx'
import { ClusterCard } from './cluster-card.tsx'
import { ResourceCard } from './resource-card.tsx'
import { ScoreCard } from './score-card.tsx'
import { WatchCard } from './watch-card.tsx'
import { WorstRecommendations } from './worst-recommendations.tsx'

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(12, minmax(0, 1fr))',
    gap: '16px',
    '@media (max-width: 1100px)': { gridTemplateColumns: 'repeat(6, minmax(0, 1fr))' },
    '@media (max-width: 700px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  third: {
    display: 'grid',
    gridColumn: 'span 4',
    '@media (max-width: 1100px)': { gridColumn: 'span 3' },
    '@media (max-width: 700px)': { gridColumn: 'auto' },
  },
  wide: {
    display: 'grid',
    gridColumn: 'span 8',
    '@media (max-width: 1100px)': { gridColumn: '1 / -1' },
    '@media (max-width: 700px)': { gridColumn: 'auto' },
  },
  side: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: '16px',
    gridColumn: 'span 4',
    '@media (max-width: 1100px)': { gridColumn: '1 / -1' },
    '@media (max-width: 700px)': { gridColumn: 'auto' },
  },
})

/** What has to be known in five seconds: how well we stand, what is worst, what helps most, and whether the watch is well. */
export function OverviewPage() {
  const styles = useStyles()
  const { t } = useText()
  const { can } = useSession()
  const go = useGo()
  const tree = useApi('getEnvironmentTree', {})
  const isEmpty = tree.data?.environments.every(({ clusters }) => clusters.length === 0) ?? false
  if (tree.error !== null) {
    return (
      <Page title={t('shell:pages.overview')}>
        <Card>
          <Failure error={tree.error} retry={() => void tree.refetch()} />
        </Card>
      </Page>
    )
  }
  if (isEmpty) {
    return (
      <Page title={t('shell:pages.overview')} help={t('overview:help')}>
        <Card>
          <EmptyState
            icon={ShieldTaskRegular}
            title={t('overview:welcome')}
            text={can('environment:write') ? t('overview:welcomeText') : t('overview:welcomeWaiting')}
            action={
              can('environment:write') && (
                <Button appearance="primary" onClick={() => go(paths.environments)}>
                  {t('recommendations:connect')}
                </Button>
              )
            }
          />
        </Card>
      </Page>
    )
  }
  return (
    <Page title={t('shell:pages.overview')} help={t('overview:help')}>
      <div className={styles.grid}>
        <div className={styles.third}>
          <ScoreCard />
        </div>
        <div className={styles.third}>
          <BestAction />
        </div>
        <div className={styles.third}>
          <WatchCard />
        </div>
        <div className={styles.wide}>
          <WorstRecommendations />
        </div>
        <div className={styles.side}>
          <ResourceCard />
          <ClusterCard />
        </div>
      </div>
    </Page>
  )
}
