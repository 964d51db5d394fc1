import { makeStyles, tokens } from '@fluentui/react-components'
import { CheckmarkStarburstRegular } from '@fluentui/react-icons/svg/checkmark-starburst'
import { severities } from '@toride/core/severity'
import { paths } from '../../data/paths.ts'
import { useApi } from '../../data/use-api.ts'
import { useScope } from '../../data/use-scope.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Failure } from '../../ui/failure.tsx'
import { HealthBar } from '../../ui/health-bar.tsx'
import { Loading } from '../../ui/loading.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { SeverityIcon, SeverityLabel } from '../../ui/severity.tsx'
import { useNumber } from '../../ui/use-number.ts'
import { useText } from '../../words/use-text.ts'

const shown = 8

const useStyles = makeStyles({
  tiles: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(7.5rem, 1fr))',
    gap: tokens.spacingHorizontalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  tile: {
    display: 'flex',
    flexDirection: 'column',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    color: 'inherit',
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  count: {
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
  word: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, color: tokens.colorNeutralForeground2 },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'grid',
    gridTemplateColumns: '7.5rem minmax(0, 1fr) 8rem 8.5rem',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    padding: `9px 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTop: 'none' },
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr) auto', rowGap: '2px' },
  },
  bar: { '@media (max-width: 640px)': { display: 'none' } },
  severity: { '@media (max-width: 640px)': { gridRow: 2, gridColumn: 1, fontSize: tokens.fontSizeBase200 } },
  title: { overflowWrap: 'anywhere' },
  number: { textAlign: 'end', color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
})

/** The worst recommendations that something fails, most severe first; each number leads to exactly its list. */
export function WorstRecommendations() {
  const styles = useStyles()
  const { t, pick } = useText()
  const scope = useScope()
  const number = useNumber()
  const answer = useApi(
    'listRecommendations',
    { query: { ...scope, state: ['unhealthy'], sort: '-severity', limit: shown, facets: ['severity'] } },
    { keep: true },
  )
  const counts = new Map((answer.data?.facets.severity ?? []).map(({ value, count }) => [value, count]))
  return (
    <Card
      title={t('shell:pages.recommendations')}
      action={
        <PageLink to={paths.recommendations} search={{ state: 'unhealthy' }}>
          {t('overview:allRecommendations', { count: answer.data?.total ?? 0 })}
        </PageLink>
      }
    >
      {answer.error !== null && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && <Loading lines={8} />}
      {answer.data?.total === 0 && (
        <EmptyState icon={CheckmarkStarburstRegular} title={t('overview:nothingToDo')} text={t('overview:nothingToDoText')} />
      )}
      {answer.data !== undefined && answer.data.total > 0 && (
        <>
          <ul className={styles.tiles} aria-label={t('ui:filter.severity')}>
            {severities.map((severity) => (
              <li key={severity}>
                <PageLink to={paths.recommendations} search={{ state: 'unhealthy', severity }} className={styles.tile}>
                  <span className={styles.count}>{number(counts.get(severity) ?? 0)}</span>
                  <span className={styles.word}>
                    <SeverityIcon severity={severity} />
                    {t(`terms:severity.${severity}`)}
                  </span>
                </PageLink>
              </li>
            ))}
          </ul>
          <ul className={styles.list} aria-label={t('overview:worst')}>
            {answer.data.items.map(({ check, title, severity, counts: states }) => (
              <li key={check} className={styles.row}>
                <span className={styles.severity}>
                  <SeverityLabel severity={severity} />
                </span>
                <span className={styles.title}>
                  <PageLink to={paths.recommendation(check)}>{pick(title)}</PageLink>
                </span>
                <span className={styles.bar}>
                  <HealthBar counts={{ unhealthy: states.unhealthy, healthy: states.healthy }} />
                </span>
                <span className={styles.number}>
                  {t('recommendations:ofResources', {
                    unhealthy: number(states.unhealthy),
                    total: number(states.unhealthy + states.healthy),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  )
}
