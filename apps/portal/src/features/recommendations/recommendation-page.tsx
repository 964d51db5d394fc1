import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { DocumentEditRegular } from '@fluentui/react-icons/svg/document-edit'
import { ShieldDismissRegular } from '@fluentui/react-icons/svg/shield-dismiss'
import { useParams } from '@tanstack/react-router'
import type { RecommendationDetail } from '@toride/contract/recommendations'
import { type AssessmentState, assessmentStates } from '@toride/core/finding'
import { useMemo, useState } from 'react'
import { ExemptDialog } from '../../actions/exempt-dialog.tsx'
import { paths } from '../../data/paths.ts'
import { useSession } from '../../data/session.tsx'
import { useApi } from '../../data/use-api.ts'
import { useScope } from '../../data/use-scope.ts'
import { useSearchState } from '../../data/use-search-state.ts'
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx'
import { Card } from '../../ui/card.tsx'
import { DetailLayout } from '../../ui/detail-layout.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Failure } from '../../ui/failure.tsx'
import { HealthBar } from '../../ui/health-bar.tsx'
import { Insights } from '../../ui/insights.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useGo } from '../../ui/page-link.tsx'
import { Prose } from '../../ui/prose.tsx'
import { SeverityLabel } from '../../ui/severity.tsx'
import { chosenTab, type TabDefinition, Tabs } from '../../ui/tabs.tsx'
import { Time } from '../../ui/time.tsx'
import { useIncrease } from '../../ui/use-increase.ts'
import { useNumber } from '../../ui/use-number.ts'
import { useText } from '../../words/use-text.ts'
import { AffectedResources } from './affected-resources.tsx'
import { ParametersTable } from './parameters-table.tsx'
import { standardName } from './standard-name.ts'

const useStyles = makeStyles({
  standards: { margin: 0, paddingInlineStart: '1.2em' },
  description: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
})

type TabId = AssessmentState | 'remediation' | 'parameters'

/** One recommendation: what it is, whom it concerns, why, and what to do about it. */
export function RecommendationPage() {
  const { t, pick } = useText()
  const { check } = useParams({ strict: false }) as { check: string }
  const scope = useScope()
  const detail = useApi('getRecommendation', { params: { check }, query: scope }, { keep: true })
  const above = [{ label: t('shell:pages.recommendations'), to: paths.recommendations }]
  if (detail.data === undefined) {
    return (
      <Page title={detail.error === null ? '…' : t('shell:pages.recommendations')} above={<Breadcrumbs above={above} current={check} />}>
        {detail.error === null ? <Loading lines={8} /> : <Failure error={detail.error} retry={() => void detail.refetch()} />}
      </Page>
    )
  }
  return <RecommendationView detail={detail.data} above={<Breadcrumbs above={above} current={pick(detail.data.title)} />} />
}

function RecommendationView({ detail, above }: { readonly detail: RecommendationDetail; readonly above: React.ReactNode }) {
  const styles = useStyles()
  const { t, pick } = useText()
  const state = useSearchState()
  const go = useGo()
  const { can } = useSession()
  const [isExempting, setExempting] = useState(false)
  const title = pick(detail.title)
  const tabs = useMemo<readonly TabDefinition<TabId>[]>(
    () => [
      ...(['unhealthy', 'healthy', 'notApplicable', 'exempt', 'unknown'] as const).map((id) => ({
        id,
        label: t(`terms:state.${id}`),
        count: detail.counts[id],
      })),
      { id: 'remediation', label: t('recommendations:remediation') },
      ...(detail.parameters.length > 0
        ? [{ id: 'parameters' as const, label: t('recommendations:parameters'), count: detail.parameters.length }]
        : []),
    ],
    [t, detail],
  )
  const tab = chosenTab('tab', tabs, state) ?? 'unhealthy'
  const isState = (id: TabId): id is AssessmentState => (assessmentStates as readonly string[]).includes(id)
  return (
    <Page
      title={title}
      help={<SeverityLabel severity={detail.severity} strong />}
      above={above}
      actions={
        <>
          {can('policy:write') && (
            <Button icon={<DocumentEditRegular />} onClick={() => go(paths.newPolicy, { check: detail.check })}>
              {t('recommendations:manage')}
            </Button>
          )}
          {can('exemption:write') && (
            <Button icon={<ShieldDismissRegular />} onClick={() => setExempting(true)}>
              {t('exemptions:exempt')}
            </Button>
          )}
        </>
      }
    >
      {detail.enforcement === 'no-admission-installed' && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('recommendations:notEnforced')}</MessageBarBody>
        </MessageBar>
      )}
      {detail.insights.includes('requiresConfiguration') && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('recommendations:requiresConfiguration')}</MessageBarBody>
        </MessageBar>
      )}
      <DetailLayout facts={<RecommendationFacts detail={detail} />}>
        <Card title={t('recommendations:description')}>
          <Prose text={pick(detail.description)} />
        </Card>
        <Tabs name="tab" label={title} tabs={tabs} state={state} clears={['pane', 'sort', 'q', 'kind', 'managedBy']} />
        {isState(tab) && <AffectedResources detail={detail} shown={tab} state={state} />}
        {tab === 'remediation' && (
          <Card>
            <div className={styles.description}>
              <Prose text={pick(detail.remediation)} />
            </div>
          </Card>
        )}
        {tab === 'parameters' && <ParametersTable detail={detail} />}
      </DetailLayout>
      {isExempting && <ExemptDialog check={detail.check} title={title} resources={[]} onDone={() => setExempting(false)} />}
    </Page>
  )
}

function RecommendationFacts({ detail }: { readonly detail: RecommendationDetail }) {
  const styles = useStyles()
  const { t } = useText()
  const number = useNumber()
  const increase = useIncrease()
  const total = detail.counts.healthy + detail.counts.unhealthy
  return (
    <Card title={t('ui:facts')}>
      <HealthBar counts={detail.counts} />
      <Facts
        facts={[
          {
            label: t('recommendations:column.unhealthy'),
            value: t('recommendations:ofResources', { unhealthy: number(detail.counts.unhealthy), total: number(total) }),
          },
          { label: t('recommendations:column.pods'), value: number(detail.affectedPods) },
          { label: t('ui:filter.control'), value: t(`terms:control.${detail.control}`) },
          {
            label: t('recommendations:column.increase'),
            value: increase(detail.potentialScoreIncrease),
          },
          {
            label: t('recommendations:effect'),
            value: detail.effects.map((effect) => t(`terms:effect.${effect}`)).join(t('ui:filters.separator')),
          },
          ...(detail.insights.length > 0
            ? [{ label: t('recommendations:column.insights'), value: <Insights insights={detail.insights} /> }]
            : []),
          { label: t('ui:filter.category'), value: t(`terms:category.${detail.category}`) },
          ...(detail.relatedStandards.length > 0
            ? [
                {
                  label: t('recommendations:column.standard'),
                  value: (
                    <ul className={styles.standards}>
                      {detail.relatedStandards.map(({ standard, control }) => (
                        <li key={`${standard} ${control}`}>
                          {standard.endsWith(control) ? standardName(standard) : `${standardName(standard)} ${control}`}
                        </li>
                      ))}
                    </ul>
                  ),
                },
              ]
            : []),
          ...(detail.mitre.length > 0 ? [{ label: 'MITRE ATT&CK', value: detail.mitre.join(', ') }] : []),
          { label: 'ID', value: <code>{detail.check}</code> },
          ...(detail.lastChangedAt === null
            ? []
            : [{ label: t('recommendations:column.changed'), value: <Time at={detail.lastChangedAt} stacked /> }]),
        ]}
      />
    </Card>
  )
}
