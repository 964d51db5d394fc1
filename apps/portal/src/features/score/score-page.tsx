import { InfoLabel, makeStyles, mergeClasses, ToggleButton, tokens } from '@fluentui/react-components'
import { TableRegular } from '@fluentui/react-icons/svg/table'
import { operationUrl } from '@toride/contract/client'
import type { Score } from '@toride/contract/score'
import { lazy, Suspense, useState } from 'react'
import { paths } from '../../data/paths.ts'
import { useApi } from '../../data/use-api.ts'
import { useScope } from '../../data/use-scope.ts'
import { useSearchState } from '../../data/use-search-state.ts'
import { Card } from '../../ui/card.tsx'
import { Failure } from '../../ui/failure.tsx'
import { HealthBar } from '../../ui/health-bar.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { ScoreRing } from '../../ui/score-ring.tsx'
import { SimpleTable } from '../../ui/simple-table.tsx'
import { chosenTab, Tabs } from '../../ui/tabs.tsx'
import { Time } from '../../ui/time.tsx'
import { useNumber } from '../../ui/use-number.ts'
import { useText } from '../../words/use-text.ts'

const ScoreChart = lazy(() => import('../../ui/score-chart.tsx').then(({ ScoreChart }) => ({ default: ScoreChart })))

const historyDays = 90

const useStyles = makeStyles({
  rings: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(18rem, 1fr))', gap: tokens.spacingHorizontalL },
  ring: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalXL },
  words: { flex: '1 1 10rem', minWidth: 0, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  points: {
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
  note: { margin: 0, color: tokens.colorNeutralForeground3 },
  chart: { height: '280px' },
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalL,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  mark: {
    display: 'inline-block',
    width: '20px',
    marginRight: tokens.spacingHorizontalXS,
    verticalAlign: 'middle',
    borderTop: `2px solid ${tokens.colorBrandStroke1}`,
  },
  dashed: { borderTop: `2px dashed ${tokens.colorNeutralForeground2}` },
  formula: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
})

/** Secure score: how it comes about, what each security control would add, and how it went. */
export function ScorePage() {
  const { t } = useText()
  const scope = useScope()
  const score = useApi('getScore', { query: scope }, { keep: true })
  return (
    <Page title={t('shell:pages.score')} help={t('score:help')}>
      {score.error !== null && (
        <Card>
          <Failure error={score.error} retry={() => void score.refetch()} />
        </Card>
      )}
      {score.isPending && <Loading lines={8} />}
      {score.data !== undefined && (
        <>
          <Rings score={score.data} />
          <History />
          <Controls score={score.data} />
          {score.data.environments.length > 1 && <Environments score={score.data} />}
        </>
      )}
    </Page>
  )
}

function Rings({ score }: { readonly score: Score }) {
  const styles = useStyles()
  const { t } = useText()
  const number = useNumber({ maximumFractionDigits: 2 })
  return (
    <div className={styles.rings}>
      {(['workloads', 'clusters'] as const).map((unit) => (
        <Card key={unit} title={t(`score:unit.${unit}`)}>
          <div className={styles.ring}>
            <ScoreRing percent={score[unit].percent} label={t(`score:unit.${unit}`)} />
            <div className={styles.words}>
              <span className={styles.points}>
                {t('score:points', { current: number(score[unit].current), max: number(score[unit].max) })}
              </span>
              <p className={styles.note}>{t(`score:about.${unit}`)}</p>
            </div>
          </div>
        </Card>
      ))}
    </div>
  )
}

function History() {
  const styles = useStyles()
  const { t } = useText()
  const scope = useScope()
  const number = useNumber({ maximumFractionDigits: 1 })
  const [asTable, setAsTable] = useState(false)
  const query = { ...scope, days: historyDays }
  const history = useApi('getScoreHistory', { query }, { keep: true })
  const points = history.data?.items ?? []
  const percent = (value: number | null) => (value === null ? '–' : `${number(value)}%`)
  return (
    <Card
      title={t('score:history')}
      action={
        <span>
          <ToggleButton size="small" appearance="subtle" icon={<TableRegular />} checked={asTable} onClick={() => setAsTable(!asTable)}>
            {t('score:asTable')}
          </ToggleButton>{' '}
          <a className="link" href={operationUrl('getScoreHistory', { query }, '.csv')} download>
            {t('ui:list.csv')}
          </a>
        </span>
      }
    >
      {history.error !== null && <Failure error={history.error} retry={() => void history.refetch()} />}
      {history.isPending && <Loading />}
      {history.data !== undefined && points.length === 0 && <p className={styles.note}>{t('score:noHistory')}</p>}
      {points.length > 0 && asTable && (
        <SimpleTable
          label={t('score:history')}
          columns={[
            t('score:at'),
            t('score:unit.workloads'),
            t('score:unit.clusters'),
            t('terms:state.healthy'),
            t('terms:state.unhealthy'),
          ]}
          numeric={[1, 2, 3, 4]}
          rows={points.toReversed().map((point) => ({
            key: point.at,
            cells: [
              <Time key="at" at={point.at} />,
              percent(point.workloadPercent),
              percent(point.percent),
              number(point.healthy),
              number(point.unhealthy),
            ],
          }))}
        />
      )}
      {points.length > 0 && !asTable && (
        <>
          <div className={styles.legend}>
            <span>
              <span className={styles.mark} />
              {t('score:unit.workloads')}
            </span>
            <span>
              <span className={mergeClasses(styles.mark, styles.dashed)} />
              {t('score:unit.clusters')}
            </span>
          </div>
          <div className={styles.chart}>
            <Suspense fallback={<Loading />}>
              <ScoreChart points={points} />
            </Suspense>
          </div>
        </>
      )}
    </Card>
  )
}

function Controls({ score }: { readonly score: Score }) {
  const styles = useStyles()
  const { t } = useText()
  const state = useSearchState()
  const number = useNumber({ maximumFractionDigits: 2 })
  const tabs = [
    { id: 'workloads', label: t('score:unit.workloads') },
    { id: 'clusters', label: t('score:unit.clusters') },
  ] as const
  const unit = chosenTab('unit', tabs, state) ?? 'workloads'
  const controls = score[unit].controls.toSorted((a, b) => b.potentialIncreasePercent - a.potentialIncreasePercent)
  return (
    <Card title={t('score:controls')} help={t('score:controlsHelp')}>
      <Tabs name="unit" label={t('score:controls')} tabs={tabs} state={state} />
      <InfoLabel
        info={
          <>
            <p className={styles.note}>{t('score:formulaText')}</p>
            <p className={styles.formula}>{t('score:formulaCurrent')}</p>
            <p className={styles.formula}>{t('score:formulaIncrease')}</p>
            <p className={styles.formula}>{t('score:formulaTotal')}</p>
          </>
        }
      >
        {t('score:formula')}
      </InfoLabel>
      <SimpleTable
        label={t('score:controls')}
        columns={[
          t('score:column.name'),
          t('score:column.max'),
          t('score:column.current'),
          t('recommendations:column.increase'),
          t('score:column.unhealthy'),
          t('recommendations:column.health'),
        ]}
        numeric={[1, 2, 3, 4]}
        rows={controls.map((control) => ({
          key: control.control,
          cells: [
            <PageLink key="name" to={paths.recommendations} search={{ control: control.control, state: 'unhealthy' }}>
              {t(`terms:control.${control.control}`)}
            </PageLink>,
            number(control.max),
            number(control.current),
            control.potentialIncrease === 0
              ? '–'
              : t('score:increase', { points: number(control.potentialIncrease), percent: number(control.potentialIncreasePercent) }),
            t('recommendations:ofResources', { unhealthy: number(control.unhealthy), total: number(control.unhealthy + control.healthy) }),
            <HealthBar key="bar" counts={{ healthy: control.healthy, unhealthy: control.unhealthy }} />,
          ],
        }))}
      />
    </Card>
  )
}

function Environments({ score }: { readonly score: Score }) {
  const { t } = useText()
  const number = useNumber({ maximumFractionDigits: 1 })
  const percent = (value: number | null) => (value === null ? '–' : `${number(value)}%`)
  return (
    <Card title={t('score:byEnvironment')} help={t('score:byEnvironmentHelp')}>
      <SimpleTable
        label={t('score:byEnvironment')}
        columns={[t('shell:scope.environment'), t('score:unit.workloads'), t('score:unit.clusters'), t('score:weight')]}
        numeric={[1, 2, 3]}
        rows={score.environments.map(({ environment, percent: clusters, workloadPercent, weight }) => ({
          key: environment.id,
          cells: [
            <PageLink key="name" to={paths.score} search={{ environment: environment.id }}>
              {environment.name}
            </PageLink>,
            percent(workloadPercent),
            percent(clusters),
            number(weight),
          ],
        }))}
      />
    </Card>
  )
}
