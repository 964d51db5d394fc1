import { makeStyles, tokens } from '@fluentui/react-components'
import { ArrowTrendingRegular } from '@fluentui/react-icons/svg/arrow-trending'
import { ArrowTrendingDownRegular } from '@fluentui/react-icons/svg/arrow-trending-down'
import { lazy, Suspense } from 'react'
import { paths } from '../../data/paths.ts'
import { useApi } from '../../data/use-api.ts'
import { useScope } from '../../data/use-scope.ts'
import { Card } from '../../ui/card.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { ScoreRing } from '../../ui/score-ring.tsx'
import { useNumber } from '../../ui/use-number.ts'
import { useText } from '../../words/use-text.ts'

const ScoreChart = lazy(() => import('../../ui/score-chart.tsx').then(({ ScoreChart }) => ({ default: ScoreChart })))

const trendDays = 30

const useStyles = makeStyles({
  top: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalXL },
  words: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, minWidth: 0, flex: '1 1 9rem' },
  note: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  trend: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  better: { color: tokens.colorPaletteGreenForeground1 },
  worse: { color: tokens.colorPaletteRedForeground1 },
  chart: { height: '72px' },
})

/** Are we getting better: the score, its change, and the last thirty days. */
export function ScoreCard() {
  const styles = useStyles()
  const { t } = useText()
  const scope = useScope()
  const number = useNumber({ maximumFractionDigits: 1 })
  const signed = useNumber({ maximumFractionDigits: 1, signDisplay: 'exceptZero' })
  const score = useApi('getScore', { query: scope }, { keep: true })
  const history = useApi('getScoreHistory', { query: { ...scope, days: trendDays } }, { keep: true })
  if (score.error !== null) {
    return (
      <Card title={t('shell:pages.score')}>
        <Failure error={score.error} retry={() => void score.refetch()} />
      </Card>
    )
  }
  if (score.data === undefined) {
    return (
      <Card title={t('shell:pages.score')}>
        <Loading />
      </Card>
    )
  }
  const { clusters, workloads } = score.data
  const points = (history.data?.items ?? []).filter(({ workloadPercent }) => workloadPercent !== null)
  const before = points[0]?.workloadPercent ?? null
  const change = before === null || workloads.percent === null ? 0 : Math.round((workloads.percent - before) * 10) / 10
  return (
    <Card title={t('shell:pages.score')} action={<PageLink to={paths.score}>{t('ui:details')}</PageLink>}>
      <div className={styles.top}>
        <ScoreRing percent={workloads.percent} size={112} label={t('overview:workloadScore')} />
        <div className={styles.words}>
          <strong>{t('overview:workloadScore')}</strong>
          {points.length > 1 && (
            <span className={styles.trend}>
              {change < 0 && <ArrowTrendingDownRegular aria-hidden className={styles.worse} />}
              {change > 0 && <ArrowTrendingRegular aria-hidden className={styles.better} />}
              {change === 0
                ? t('overview:unchanged', { count: trendDays })
                : t('overview:change', { points: signed(change), count: trendDays })}
            </span>
          )}
          <span className={styles.note}>
            {t('overview:clusterScore', { percent: clusters.percent === null ? '–' : `${number(clusters.percent)}%` })}
          </span>
        </div>
      </div>
      {points.length > 1 && (
        <div className={styles.chart}>
          <Suspense fallback={null}>
            <ScoreChart points={points} compact />
          </Suspense>
        </div>
      )}
    </Card>
  )
}
