import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { FlashRegular } from '@fluentui/react-icons/svg/flash'
import { ShieldDismissRegular } from '@fluentui/react-icons/svg/shield-dismiss'
import { useParams } from '@tanstack/react-router'
import type { Assessment, ResourceDetail } from '@toride/contract/inventory'
import { assessmentStates } from '@toride/core/finding'
import { compareSeverity } from '@toride/core/severity'
import { type ReactNode, useMemo, useState } from 'react'
import { ExemptDialog } from '../../actions/exempt-dialog.tsx'
import { FixDialog } from '../../actions/fix-dialog.tsx'
import { paths } from '../../data/paths.ts'
import { useSession } from '../../data/session.tsx'
import { useApi } from '../../data/use-api.ts'
import { useSearchState } from '../../data/use-search-state.ts'
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx'
import { Card } from '../../ui/card.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { DetailLayout } from '../../ui/detail-layout.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Findings } from '../../ui/findings.tsx'
import { HealthLabel } from '../../ui/health-label.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { Note } from '../../ui/resource-name.tsx'
import { SeverityLabel } from '../../ui/severity.tsx'
import { SeverityCounts } from '../../ui/severity-counts.tsx'
import { SimpleTable } from '../../ui/simple-table.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { chosenTab, type TabDefinition, Tabs } from '../../ui/tabs.tsx'
import { Time } from '../../ui/time.tsx'
import { useNumber } from '../../ui/use-number.ts'
import { useText } from '../../words/use-text.ts'

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalL} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':last-child': { borderBottom: 'none', paddingBottom: 0 },
    ':first-child': { paddingTop: 0 },
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  title: { margin: 0, flex: '1 1 16rem', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  note: { margin: 0, color: tokens.colorNeutralForeground3 },
  labels: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: '2px',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
})

/** Resource health: what every recommendation says of one resource, its pods, what belongs to it, and the object itself. */
export function ResourcePage() {
  const { t } = useText()
  const { resource } = useParams({ strict: false }) as { resource: string }
  const detail = useApi('getResource', { params: { resource } })
  const above = [{ label: t('shell:pages.inventory'), to: paths.inventory }]
  if (detail.data === undefined) {
    return (
      <Page title={detail.error === null ? '…' : t('shell:pages.inventory')} above={<Breadcrumbs above={above} current={resource} />}>
        {detail.error === null ? <Loading lines={8} /> : <Failure error={detail.error} retry={() => void detail.refetch()} />}
      </Page>
    )
  }
  const { cluster, name } = detail.data
  return (
    <ResourceView
      detail={detail.data}
      above={<Breadcrumbs above={[...above, { label: cluster.name, to: paths.cluster(cluster.id) }]} current={name} />}
    />
  )
}

type TabId = 'recommendations' | 'healthy' | 'other' | 'pods' | 'relations' | 'yaml'

function ResourceView({ detail, above }: { readonly detail: ResourceDetail; readonly above: ReactNode }) {
  const { t } = useText()
  const state = useSearchState()
  const groups = useMemo(() => groupAssessments(detail.assessments), [detail])
  const tabs = useMemo<readonly TabDefinition<TabId>[]>(
    () => [
      { id: 'recommendations', label: t('terms:state.unhealthy'), count: groups.unhealthy.length },
      { id: 'healthy', label: t('terms:state.healthy'), count: groups.healthy.length },
      { id: 'other', label: t('inventory:otherStates'), count: groups.other.length },
      ...(detail.livePods.length > 0 || detail.containers.length > 0
        ? [{ id: 'pods' as const, label: t('inventory:podsAndContainers'), count: detail.livePods.length }]
        : []),
      { id: 'relations', label: t('inventory:relations'), count: detail.relations.length },
      { id: 'yaml', label: 'YAML' },
    ],
    [t, groups, detail],
  )
  const tab = chosenTab('tab', tabs, state)
  return (
    <Page title={detail.name} help={`${detail.kind} · ${t('inventory:resourceHealth')}`} above={above}>
      <DetailLayout facts={<ResourceFacts detail={detail} />}>
        <Tabs name="tab" label={t('inventory:resourceHealth')} tabs={tabs} state={state} />
        {tab === 'recommendations' && (
          <AssessmentCards assessments={groups.unhealthy} resource={detail.id} none={t('inventory:noneUnhealthy')} />
        )}
        {tab === 'healthy' && <AssessmentCards assessments={groups.healthy} resource={detail.id} none={t('inventory:noneHealthy')} />}
        {tab === 'other' && <AssessmentCards assessments={groups.other} resource={detail.id} none={t('inventory:noneOther')} />}
        {tab === 'pods' && <PodsAndContainers detail={detail} />}
        {tab === 'relations' && <Relations detail={detail} />}
        {tab === 'yaml' && (
          <CodeBlock
            name={detail.file === null ? `${detail.kind}/${detail.name}` : `${detail.file.path}:${detail.file.line}`}
            text={detail.yaml}
          />
        )}
      </DetailLayout>
    </Page>
  )
}

function groupAssessments(assessments: readonly Assessment[]) {
  const sorted = assessments.toSorted(
    (a, b) => compareSeverity(a.severity, b.severity) || assessmentStates.indexOf(a.state) - assessmentStates.indexOf(b.state),
  )
  return {
    unhealthy: sorted.filter(({ state }) => state === 'unhealthy'),
    healthy: sorted.filter(({ state }) => state === 'healthy'),
    other: sorted.filter(({ state }) => state !== 'unhealthy' && state !== 'healthy'),
  }
}

function AssessmentCards({
  assessments,
  resource,
  none,
}: {
  readonly assessments: readonly Assessment[]
  readonly resource: string
  readonly none: string
}) {
  const styles = useStyles()
  const { t, pick } = useText()
  const { can } = useSession()
  const [fixing, setFixing] = useState<Assessment>()
  const [exempting, setExempting] = useState<Assessment>()
  return (
    <Card>
      {assessments.length === 0 && <p className={styles.note}>{none}</p>}
      <ul className={styles.list}>
        {assessments.map((assessment) => {
          const { check, title, severity, state, reason, findings, exemption, since } = assessment
          return (
            <li key={check} className={styles.item}>
              <div className={styles.head}>
                <SeverityLabel severity={severity} />
                <h3 className={styles.title}>
                  <PageLink to={paths.recommendation(check)}>{pick(title)}</PageLink>
                </h3>
                <StateBadge state={state} />
              </div>
              {reason !== null && <p className={styles.note}>{pick(reason)}</p>}
              {exemption !== null && (
                <p className={styles.note}>
                  {t(`terms:exemption.${exemption.category}`)}: {exemption.reason}
                </p>
              )}
              {findings.length > 0 && <Findings findings={findings} />}
              {since !== null && (
                <p className={styles.note}>
                  {t('ui:since')} <Time at={since} />
                </p>
              )}
              {state === 'unhealthy' && (
                <div className={styles.actions}>
                  {can('fix:preview') && findings.some(({ fixable }) => fixable) && (
                    <Button size="small" icon={<FlashRegular />} onClick={() => setFixing(assessment)}>
                      {t('recommendations:fix.count', { count: 1 })}
                    </Button>
                  )}
                  {can('exemption:write') && (
                    <Button size="small" appearance="subtle" icon={<ShieldDismissRegular />} onClick={() => setExempting(assessment)}>
                      {t('exemptions:exempt')}
                    </Button>
                  )}
                </div>
              )}
            </li>
          )
        })}
      </ul>
      {fixing !== undefined && (
        <FixDialog check={fixing.check} title={pick(fixing.title)} resources={[resource]} onDone={() => setFixing(undefined)} />
      )}
      {exempting !== undefined && (
        <ExemptDialog check={exempting.check} title={pick(exempting.title)} resources={[resource]} onDone={() => setExempting(undefined)} />
      )}
    </Card>
  )
}

function ResourceFacts({ detail }: { readonly detail: ResourceDetail }) {
  const styles = useStyles()
  const { t } = useText()
  const number = useNumber()
  const pairs = (record: Readonly<Record<string, string>>) => (
    <span className={styles.labels}>
      {Object.entries(record).map(([key, value]) => (
        <span key={key}>
          {key}={value}
        </span>
      ))}
    </span>
  )
  return (
    <Card title={t('ui:facts')}>
      <Facts
        facts={[
          { label: t('inventory:column.health'), value: <HealthLabel health={detail.health} /> },
          { label: t('shell:pages.recommendations'), value: <SeverityCounts counts={detail.unhealthy} /> },
          { label: t('ui:filter.kind'), value: `${detail.kind} (${detail.apiVersion})` },
          { label: t('shell:scope.namespace'), value: detail.namespace === '' ? t('ui:filter.noNamespace') : detail.namespace },
          { label: t('shell:scope.cluster'), value: <PageLink to={paths.cluster(detail.cluster.id)}>{detail.cluster.name}</PageLink> },
          { label: t('shell:scope.environment'), value: detail.environment.name },
          { label: t('inventory:column.pods'), value: number(detail.pods) },
          ...(detail.managedBy === null ? [] : [{ label: t('ui:filter.managedBy'), value: detail.managedBy }]),
          ...(detail.file === null ? [] : [{ label: t('inventory:file'), value: `${detail.file.path}:${detail.file.line}` }]),
          ...(Object.keys(detail.labels).length === 0 ? [] : [{ label: t('inventory:labels'), value: pairs(detail.labels) }]),
          ...(Object.keys(detail.annotations).length === 0
            ? []
            : [{ label: t('inventory:annotations'), value: pairs(detail.annotations) }]),
          ...(detail.createdAt === null ? [] : [{ label: t('inventory:column.created'), value: <Time at={detail.createdAt} stacked /> }]),
          { label: t('inventory:column.changed'), value: <Time at={detail.lastChangedAt} stacked /> },
        ]}
      />
    </Card>
  )
}

function PodsAndContainers({ detail }: { readonly detail: ResourceDetail }) {
  const { t } = useText()
  return (
    <>
      <Card title={t('inventory:containers')}>
        <SimpleTable
          label={t('inventory:containers')}
          columns={[t('inventory:column.name'), t('ui:filter.kind'), t('inventory:column.image')]}
          rows={detail.containers.map(({ name, kind, image }) => ({
            key: `${kind} ${name}`,
            cells: [name, t(`inventory:containerKind.${kind}`), image],
          }))}
        />
      </Card>
      {detail.livePods.length > 0 && (
        <Card title={t('inventory:column.pods')}>
          <SimpleTable
            label={t('inventory:column.pods')}
            columns={[t('inventory:column.name'), t('inventory:phase'), t('inventory:node'), t('inventory:column.created')]}
            rows={detail.livePods.map((pod) => ({
              key: pod.id,
              cells: [
                <PageLink key="name" to={paths.resource(pod.id)}>
                  {pod.name}
                </PageLink>,
                <>
                  {pod.phase ?? '–'}
                  {pod.ready === false && <Note parts={[t('inventory:notReady')]} />}
                </>,
                pod.node ?? '–',
                pod.createdAt === null ? '–' : <Time key="created" at={pod.createdAt} stacked />,
              ],
            }))}
          />
        </Card>
      )}
    </>
  )
}

function Relations({ detail }: { readonly detail: ResourceDetail }) {
  const styles = useStyles()
  const { t } = useText()
  return (
    <Card title={t('inventory:relations')}>
      {detail.relations.length === 0 ? (
        <p className={styles.note}>{t('inventory:noRelations')}</p>
      ) : (
        <SimpleTable
          label={t('inventory:relations')}
          columns={[t('inventory:column.name'), t('ui:filter.kind'), t('inventory:relation')]}
          rows={detail.relations.map(({ relation, resource }) => ({
            key: `${relation} ${resource.id}`,
            cells: [
              <PageLink key="name" to={paths.resource(resource.id)}>
                {resource.name}
              </PageLink>,
              resource.kind,
              t(`inventory:relationKind.${relation}`),
            ],
          }))}
        />
      )}
    </Card>
  )
}
