import { makeStyles, tokens } from '@fluentui/react-components'
import { paths } from '../../data/paths.ts'
import { useApi } from '../../data/use-api.ts'
import { useScope } from '../../data/use-scope.ts'
import { Card } from '../../ui/card.tsx'
import { Failure } from '../../ui/failure.tsx'
import { HealthBar } from '../../ui/health-bar.tsx'
import { HealthLabel } from '../../ui/health-label.tsx'
import { Loading } from '../../ui/loading.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { useNumber } from '../../ui/use-number.ts'
import { useText } from '../../words/use-text.ts'

const shown = ['unhealthy', 'healthy', 'notApplicable', 'unknown'] as const

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, margin: 0, padding: 0, listStyleType: 'none' },
  row: { display: 'flex', alignItems: 'center', justifyContent: 'space-between' },
  count: { fontVariantNumeric: 'tabular-nums' },
})

/** How many resources are well, and how many are not. */
export function ResourceCard() {
  const styles = useStyles()
  const { t } = useText()
  const scope = useScope()
  const number = useNumber()
  const answer = useApi('listResources', { query: { ...scope, limit: 1, facets: ['health'] } }, { keep: true })
  const counts = new Map((answer.data?.facets.health ?? []).map(({ value, count }) => [value, count]))
  const of = (health: string) => counts.get(health) ?? 0
  return (
    <Card title={t('overview:resources')} action={<PageLink to={paths.inventory}>{t('shell:pages.inventory')}</PageLink>}>
      {answer.error !== null && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && <Loading />}
      {answer.data !== undefined && (
        <>
          <HealthBar
            counts={{ unhealthy: of('unhealthy'), healthy: of('healthy'), notApplicable: of('notApplicable'), unknown: of('unknown') }}
          />
          <ul className={styles.list}>
            {shown
              .filter((health) => of(health) > 0)
              .map((health) => (
                <li key={health} className={styles.row}>
                  <HealthLabel health={health} />
                  <PageLink to={paths.inventory} search={{ health }} label={`${t(`inventory:health.${health}`)}: ${number(of(health))}`}>
                    <span className={styles.count}>{number(of(health))}</span>
                  </PageLink>
                </li>
              ))}
          </ul>
        </>
      )}
    </Card>
  )
}
