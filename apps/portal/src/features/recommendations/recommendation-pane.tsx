import { Button, makeStyles, tokens } from '@fluentui/react-components'
import type { Recommendation } from '@toride/contract/recommendations'
import { paths } from '../../data/paths.ts'
import { useApi } from '../../data/use-api.ts'
import { useScope } from '../../data/use-scope.ts'
import { Facts } from '../../ui/facts.tsx'
import { Failure } from '../../ui/failure.tsx'
import { HealthBar } from '../../ui/health-bar.tsx'
import { Insights } from '../../ui/insights.tsx'
import { Loading } from '../../ui/loading.tsx'
import { useGo } from '../../ui/page-link.tsx'
import { Prose } from '../../ui/prose.tsx'
import { SeverityLabel } from '../../ui/severity.tsx'
import { SidePane } from '../../ui/side-pane.tsx'
import { useIncrease } from '../../ui/use-increase.ts'
import { useNumber } from '../../ui/use-number.ts'
import { useText } from '../../words/use-text.ts'
import { stateWords } from './state-words.ts'

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
})

/** Enough of a recommendation to decide: how bad, how many, why, and the next step. */
export function RecommendationPane(props: {
  readonly check: string | undefined
  readonly brief: Recommendation | undefined
  readonly onClose: () => void
}) {
  const styles = useStyles()
  const { t, pick } = useText()
  const go = useGo()
  const scope = useScope()
  const number = useNumber()
  const increase = useIncrease()
  const { check } = props
  const detail = useApi('getRecommendation', { params: { check: check ?? '' }, query: scope }, { enabled: check !== undefined })
  const shown = detail.data ?? props.brief
  const open = (tab?: string) => check !== undefined && go(paths.recommendation(check), tab === undefined ? {} : { tab })
  return (
    <SidePane
      open={check !== undefined}
      onClose={props.onClose}
      title={shown === undefined ? '…' : pick(shown.title)}
      footer={
        <>
          <Button appearance="primary" onClick={() => open()}>
            {t('ui:pane.openFull')}
          </Button>
          <Button onClick={() => open('remediation')}>{t('ui:pane.takeAction')}</Button>
        </>
      }
    >
      {detail.error !== null && <Failure error={detail.error} retry={() => void detail.refetch()} />}
      {shown !== undefined && (
        <>
          <HealthBar counts={shown.counts} />
          <Facts
            facts={[
              { label: t('ui:filter.severity'), value: <SeverityLabel severity={shown.severity} strong /> },
              { label: t('recommendations:column.health'), value: stateWords(shown.counts, t, number) },
              { label: t('recommendations:column.pods'), value: number(shown.affectedPods) },
              { label: t('ui:filter.control'), value: t(`terms:control.${shown.control}`) },
              {
                label: t('recommendations:column.increase'),
                value: increase(shown.potentialScoreIncrease),
              },
              ...(shown.insights.length > 0
                ? [{ label: t('recommendations:column.insights'), value: <Insights insights={shown.insights} /> }]
                : []),
            ]}
          />
        </>
      )}
      {detail.data === undefined && detail.error === null && <Loading />}
      {detail.data !== undefined && (
        <>
          <section>
            <h3 className={styles.title}>{t('recommendations:description')}</h3>
            <Prose text={pick(detail.data.description)} />
          </section>
          <section>
            <h3 className={styles.title}>{t('recommendations:remediation')}</h3>
            <Prose text={pick(detail.data.remediation)} />
          </section>
        </>
      )}
    </SidePane>
  )
}
