import { makeStyles, tokens } from '@fluentui/react-components'
import { paths } from '../../data/paths.ts'
import { useApi } from '../../data/use-api.ts'
import { useScope } from '../../data/use-scope.ts'
import { Card } from '../../ui/card.tsx'
import { ClusterStatus } from '../../ui/cluster-status.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { ScoreRing } from '../../ui/score-ring.tsx'
import { useText } from '../../words/use-text.ts'

const shown = 5

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'grid',
    gridTemplateColumns: '40px minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTop: 'none', paddingTop: 0 },
    ':last-child': { paddingBottom: 0 },
  },
  note: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
})

/** The clusters that need most attention. */
export function ClusterCard() {
  const styles = useStyles()
  const { t } = useText()
  const scope = useScope()
  const answer = useApi(
    'listClusters',
    { query: { ...(scope.environment && { environment: scope.environment }), sort: '-unhealthyResources', limit: shown } },
    { keep: true },
  )
  return (
    <Card
      title={t('shell:pages.clusters')}
      action={<PageLink to={paths.clusters}>{t('overview:allClusters', { count: answer.data?.total ?? 0 })}</PageLink>}
    >
      {answer.error !== null && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && <Loading />}
      <ul className={styles.list}>
        {(answer.data?.items ?? []).map((cluster) => (
          <li key={cluster.id} className={styles.row}>
            <ScoreRing percent={cluster.score} size={40} label={t('ui:score.of', { name: cluster.name })} />
            <div>
              <PageLink to={paths.cluster(cluster.id)}>{cluster.name}</PageLink>
              <div className={styles.note}>
                {t('overview:unhealthyOf', { unhealthy: cluster.unhealthyResources, count: cluster.resources })}
              </div>
            </div>
            <ClusterStatus status={cluster.status} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
