import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { CheckmarkStarburstRegular } from '@fluentui/react-icons/svg/checkmark-starburst'
import { paths } from '../../data/paths.ts'
import { useSession } from '../../data/session.tsx'
import { useApi } from '../../data/use-api.ts'
import { useScope } from '../../data/use-scope.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Insights } from '../../ui/insights.tsx'
import { Loading } from '../../ui/loading.tsx'
import { PageLink, useGo } from '../../ui/page-link.tsx'
import { SeverityLabel } from '../../ui/severity.tsx'
import { useIncrease } from '../../ui/use-increase.ts'
import { useNumber } from '../../ui/use-number.ts'
import { useText } from '../../words/use-text.ts'

const useStyles = makeStyles({
  gain: {
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorPaletteGreenForeground1,
  },
  title: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, fontWeight: tokens.fontWeightSemibold },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
  },
  bottom: { display: 'flex', marginTop: 'auto' },
})

/** The one recommendation that would raise the score most. */
export function BestAction() {
  const styles = useStyles()
  const { t, pick } = useText()
  const go = useGo()
  const scope = useScope()
  const { can } = useSession()
  const number = useNumber()
  const increase = useIncrease(1)
  const answer = useApi(
    'listRecommendations',
    { query: { ...scope, state: ['unhealthy'], sort: '-potentialScoreIncrease', limit: 1 } },
    { keep: true },
  )
  const best = answer.data?.items[0]
  return (
    <Card title={t('overview:bestAction')}>
      {answer.error !== null && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && <Loading />}
      {answer.data !== undefined && best === undefined && <EmptyState icon={CheckmarkStarburstRegular} title={t('overview:nothingToDo')} />}
      {best !== undefined && (
        <>
          {best.potentialScoreIncrease > 0 && <span className={styles.gain}>{increase(best.potentialScoreIncrease)}</span>}
          <span className={styles.title}>
            <PageLink to={paths.recommendation(best.check)}>{pick(best.title)}</PageLink>
          </span>
          <span className={styles.facts}>
            <SeverityLabel severity={best.severity} />
            <span>{t('overview:unhealthyResources', { count: best.counts.unhealthy })}</span>
            {best.affectedPods > 0 && (
              <span>{t('overview:affectedPods', { count: best.affectedPods, formatted: number(best.affectedPods) })}</span>
            )}
            <Insights insights={best.insights} />
          </span>
          <div className={styles.bottom}>
            {best.insights.includes('requiresConfiguration') && can('policy:write') ? (
              <Button appearance="primary" onClick={() => go(paths.newPolicy, { check: best.check })}>
                {t('overview:setParameters')}
              </Button>
            ) : (
              <Button appearance="primary" onClick={() => go(paths.recommendation(best.check))}>
                {best.insights.includes('fix') ? t('overview:lookAtFix') : t('ui:pane.takeAction')}
              </Button>
            )}
          </div>
        </>
      )}
    </Card>
  )
}
