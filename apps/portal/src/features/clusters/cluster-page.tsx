import { Badge, Button, MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components'
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync'
import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { useParams } from '@tanstack/react-router'
import type { ClusterDetail } from '@toride/contract/environments'
import { type ReactNode, useState } from 'react'
import { paths } from '../../data/paths.ts'
import { useSession } from '../../data/session.tsx'
import { useApi, useApiChange } from '../../data/use-api.ts'
import { useSearchState } from '../../data/use-search-state.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx'
import { Card } from '../../ui/card.tsx'
import { ClusterStatus } from '../../ui/cluster-status.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { DetailLayout } from '../../ui/detail-layout.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { PageLink, useGo } from '../../ui/page-link.tsx'
import { Note } from '../../ui/resource-name.tsx'
import { ScoreRing } from '../../ui/score-ring.tsx'
import { SeverityCounts } from '../../ui/severity-counts.tsx'
import { SimpleTable } from '../../ui/simple-table.tsx'
import { chosenTab, type TabDefinition, Tabs } from '../../ui/tabs.tsx'
import { Ago, Time } from '../../ui/time.tsx'
import { useNumber } from '../../ui/use-number.ts'
import { useErrorText } from '../../words/use-error-text.ts'
import { useText } from '../../words/use-text.ts'
import { Misconfigurations } from './misconfigurations.tsx'

type TabId = 'misconfigurations' | 'components' | 'nodes' | 'sources' | 'problems'

const useStyles = makeStyles({
  ring: { display: 'flex', justifyContent: 'center', paddingTop: tokens.spacingVerticalS },
  note: { margin: 0, color: tokens.colorNeutralForeground3 },
  mono: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
})

/** One cluster: what is wrong in it, what runs it, and how well each kind of object is known. */
export function ClusterPage() {
  const { t } = useText()
  const { cluster } = useParams({ strict: false }) as { cluster: string }
  const detail = useApi('getCluster', { params: { cluster } })
  const above = [{ label: t('shell:pages.clusters'), to: paths.clusters }]
  if (detail.data === undefined) {
    return (
      <Page title={detail.error === null ? '…' : t('shell:pages.clusters')} above={<Breadcrumbs above={above} current={cluster} />}>
        {detail.error === null ? <Loading lines={8} /> : <Failure error={detail.error} retry={() => void detail.refetch()} />}
      </Page>
    )
  }
  return <ClusterView detail={detail.data} above={<Breadcrumbs above={above} current={detail.data.name} />} />
}

function ClusterView({ detail, above }: { readonly detail: ClusterDetail; readonly above: ReactNode }) {
  const { t } = useText()
  const go = useGo()
  const announce = useAnnounce()
  const errorText = useErrorText()
  const { canAt } = useSession()
  const state = useSearchState()
  const refresh = useApiChange('refreshCluster', ['getCluster'])
  const remove = useApiChange('deleteCluster', ['getEnvironmentTree', 'listClusters'])
  const [isRemoving, setRemoving] = useState(false)
  const canWrite = canAt('environment:write', { level: 'cluster', environment: detail.environment.id, cluster: detail.id })
  const unknown = detail.kinds.filter(({ status }) => status !== 'synced')
  const tabs: readonly TabDefinition<TabId>[] = [
    { id: 'misconfigurations', label: t('clusters:tab.misconfigurations') },
    { id: 'components', label: t('clusters:tab.components'), count: detail.components.length },
    ...(detail.kind === 'kubernetes' ? [{ id: 'nodes' as const, label: t('clusters:tab.nodes'), count: detail.nodes.length }] : []),
    ...(detail.kinds.length > 0
      ? [{ id: 'sources' as const, label: t('clusters:tab.sources'), count: unknown.length > 0 ? unknown.length : undefined }]
      : []),
    ...(detail.problems.length > 0 ? [{ id: 'problems' as const, label: t('clusters:tab.problems'), count: detail.problems.length }] : []),
  ]
  const tab = chosenTab('tab', tabs, state)
  return (
    <Page
      title={detail.name}
      help={<ClusterStatus status={detail.status} />}
      above={above}
      actions={
        canWrite && (
          <>
            <Button
              icon={<ArrowSyncRegular />}
              disabledFocusable={refresh.isPending}
              onClick={() => refresh.mutate({ params: { cluster: detail.id } }, { onSuccess: () => announce(t('clusters:refreshing')) })}
            >
              {t('clusters:refresh')}
            </Button>
            <Button icon={<DeleteRegular />} onClick={() => setRemoving(true)}>
              {t('clusters:remove')}
            </Button>
          </>
        )
      }
    >
      {detail.problem !== null && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t(`clusters:status.${detail.status}`)}</MessageBarTitle>
            {errorText(detail.problem)}
          </MessageBarBody>
        </MessageBar>
      )}
      {detail.problem === null && unknown.length > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {t('clusters:unknownKinds', { count: unknown.length })}{' '}
            <PageLink to={paths.cluster(detail.id)} search={{ tab: 'sources' }}>
              {t('ui:details')}
            </PageLink>
          </MessageBarBody>
        </MessageBar>
      )}
      <DetailLayout facts={<ClusterFacts detail={detail} />}>
        <Tabs name="tab" label={detail.name} tabs={tabs} state={state} />
        {tab === 'misconfigurations' && <Misconfigurations environment={detail.environment.id} cluster={detail.id} />}
        {tab === 'components' && <Components detail={detail} />}
        {tab === 'nodes' && <Nodes detail={detail} />}
        {tab === 'sources' && <Sources detail={detail} />}
        {tab === 'problems' && <Problems detail={detail} />}
      </DetailLayout>
      {isRemoving && (
        <ConfirmDialog
          title={t('clusters:removeTitle', { name: detail.name })}
          text={t('clusters:removeText', { count: detail.resources })}
          action={t('clusters:remove')}
          isBusy={remove.isPending}
          error={remove.error}
          onCancel={() => setRemoving(false)}
          onConfirm={() => remove.mutate({ params: { cluster: detail.id } }, { onSuccess: () => go(paths.clusters) })}
        />
      )}
    </Page>
  )
}

function ClusterFacts({ detail }: { readonly detail: ClusterDetail }) {
  const styles = useStyles()
  const { t } = useText()
  const number = useNumber()
  const counted = (['nodes', 'namespaces', 'workloads', 'pods', 'containers', 'services', 'ingresses'] as const).filter(
    (key) => detail.counts[key] > 0,
  )
  return (
    <>
      <Card title={t('ui:facts')}>
        <div className={styles.ring}>
          <ScoreRing percent={detail.score} label={t('ui:score.of', { name: detail.name })} />
        </div>
        <Facts
          facts={[
            { label: t('shell:pages.recommendations'), value: <SeverityCounts counts={detail.recommendations} /> },
            {
              label: t('clusters:column.unhealthy'),
              value: t('recommendations:ofResources', { unhealthy: number(detail.unhealthyResources), total: number(detail.resources) }),
            },
            { label: t('shell:scope.environment'), value: detail.environment.name },
            { label: t('clusters:column.kind'), value: t(`clusters:kind.${detail.kind}`) },
            ...(detail.version === null ? [] : [{ label: t('clusters:column.version'), value: detail.version }]),
            {
              label: detail.kind === 'manifests' ? t('clusters:folder') : t('clusters:address'),
              value: <span className={styles.mono}>{detail.address}</span>,
            },
            ...(detail.user === null ? [] : [{ label: t('clusters:user'), value: detail.user }]),
            ...(detail.context === null ? [] : [{ label: t('clusters:context'), value: detail.context }]),
            ...(detail.writable === null
              ? []
              : [{ label: t('clusters:access'), value: detail.writable ? t('clusters:writable') : t('clusters:readOnly') }]),
            ...(detail.lastSyncedAt === null
              ? []
              : [{ label: t('clusters:column.synced'), value: <Time at={detail.lastSyncedAt} stacked /> }]),
          ]}
        />
      </Card>
      {counted.length > 0 && (
        <Card title={t('clusters:contents')}>
          <Facts facts={counted.map((key) => ({ label: t(`clusters:count.${key}`), value: number(detail.counts[key]) }))} />
        </Card>
      )}
    </>
  )
}

function Components({ detail }: { readonly detail: ClusterDetail }) {
  const styles = useStyles()
  const { t } = useText()
  const number = useNumber()
  return (
    <Card title={t('clusters:tab.components')} help={t('clusters:componentsHelp')}>
      {detail.components.length === 0 ? (
        <p className={styles.note}>{t('clusters:noComponents')}</p>
      ) : (
        <SimpleTable
          label={t('clusters:tab.components')}
          columns={[
            t('inventory:column.name'),
            t('clusters:column.version'),
            t('ui:filter.kind'),
            t('shell:scope.namespace'),
            t('inventory:column.pods'),
          ]}
          numeric={[4]}
          rows={detail.components.map((component) => ({
            key: `${component.kind} ${component.name}`,
            cells: [
              component.name,
              component.versions.join(', ') || '–',
              t(`clusters:componentKind.${component.kind}`),
              component.namespaces.join(', ') || '–',
              number(component.pods),
            ],
          }))}
        />
      )}
    </Card>
  )
}

function Nodes({ detail }: { readonly detail: ClusterDetail }) {
  const styles = useStyles()
  const { t } = useText()
  return (
    <Card title={t('clusters:tab.nodes')}>
      {detail.nodes.length === 0 ? (
        <p className={styles.note}>{t('clusters:noNodes')}</p>
      ) : (
        <SimpleTable
          label={t('clusters:tab.nodes')}
          columns={[t('inventory:column.name'), t('clusters:ready'), t('clusters:kubelet'), t('clusters:runtime'), t('clusters:os')]}
          rows={detail.nodes.map((node) => ({
            key: node.name,
            cells: [
              <>
                <PageLink to={paths.resource(node.resource)}>{node.name}</PageLink>
                <Note parts={node.roles} />
              </>,
              node.ready === null ? t('terms:state.unknown') : node.ready ? t('clusters:isReady') : t('clusters:notReady'),
              node.kubeletVersion ?? '–',
              node.containerRuntime ?? '–',
              <>
                {node.osImage ?? '–'}
                <Note parts={[node.kernelVersion, node.architecture]} />
              </>,
            ],
          }))}
        />
      )}
    </Card>
  )
}

const kindColors = {
  starting: 'informative',
  synced: 'success',
  forbidden: 'warning',
  unreachable: 'danger',
  error: 'danger',
  removed: 'informative',
  unknown: 'warning',
} as const

/** What is not read is unknown, never healthy; this is where one sees it. */
function Sources({ detail }: { readonly detail: ClusterDetail }) {
  const { t } = useText()
  const number = useNumber()
  const errorText = useErrorText()
  const rank = (status: string) => (status === 'synced' ? 1 : 0)
  const kinds = detail.kinds.toSorted((a, b) => rank(a.status) - rank(b.status) || a.kind.localeCompare(b.kind))
  return (
    <Card title={t('clusters:tab.sources')} help={t('clusters:sourcesHelp')}>
      <SimpleTable
        label={t('clusters:tab.sources')}
        columns={[t('ui:filter.kind'), t('clusters:column.status'), t('clusters:objects'), t('clusters:lastEvent')]}
        numeric={[2]}
        rows={kinds.map((kind) => ({
          key: `${kind.group}/${kind.version}/${kind.resource}`,
          cells: [
            <>
              {kind.kind}
              <Note parts={[kind.group === '' ? kind.version : `${kind.group}/${kind.version}`]} />
            </>,
            <>
              <Badge appearance="tint" color={kindColors[kind.status]}>
                {t(`clusters:kindStatus.${kind.status}`)}
              </Badge>
              {kind.problem !== null && <Note parts={[errorText(kind.problem)]} />}
            </>,
            kind.status === 'synced' ? number(kind.objects) : '–',
            kind.lastEventAt === null ? '–' : <Ago key="event" at={kind.lastEventAt} />,
          ],
        }))}
      />
    </Card>
  )
}

function Problems({ detail }: { readonly detail: ClusterDetail }) {
  const styles = useStyles()
  const { t } = useText()
  const errorText = useErrorText()
  return (
    <Card title={t('clusters:tab.problems')} help={t('clusters:problemsHelp')}>
      <SimpleTable
        label={t('clusters:tab.problems')}
        columns={[t('inventory:file'), t('clusters:problem')]}
        rows={detail.problems.map((problem) => {
          const place = [problem.file, problem.line, problem.column].filter((part) => part !== null).join(':')
          return {
            key: `${problem.code} ${place}`,
            cells: [
              <span key="place" className={styles.mono}>
                {place === '' ? '–' : place}
              </span>,
              errorText(problem),
            ],
          }
        })}
      />
    </Card>
  )
}
