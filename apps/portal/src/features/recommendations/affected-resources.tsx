import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle'
import { FlashRegular } from '@fluentui/react-icons/svg/flash'
import { ShieldDismissRegular } from '@fluentui/react-icons/svg/shield-dismiss'
import { operationUrl } from '@toride/contract/client'
import type { AffectedResource, RecommendationDetail } from '@toride/contract/recommendations'
import type { AssessmentState } from '@toride/core/finding'
import { useMemo, useState } from 'react'
import { ExemptDialog } from '../../actions/exempt-dialog.tsx'
import { FixDialog } from '../../actions/fix-dialog.tsx'
import { paths } from '../../data/paths.ts'
import { useSession } from '../../data/session.tsx'
import { useApiList } from '../../data/use-api.ts'
import { useScope } from '../../data/use-scope.ts'
import type { SearchState } from '../../data/use-search-state.ts'
import type { Column } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Facts } from '../../ui/facts.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { Findings } from '../../ui/findings.tsx'
import { List } from '../../ui/list.tsx'
import { useGo, useHref } from '../../ui/page-link.tsx'
import { Note } from '../../ui/resource-name.tsx'
import { SidePane } from '../../ui/side-pane.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Ago, Time } from '../../ui/time.tsx'
import { chosenFilters, useFilters } from '../../ui/use-filters.ts'
import { useNumber } from '../../ui/use-number.ts'
import { useText } from '../../words/use-text.ts'

const filterKeys = ['namespace', 'kind', 'managedBy'] as const
const nothing: ReadonlySet<string> = new Set()

/** The most that one job takes. */
const maximumSelected = 50

const useStyles = makeStyles({
  title: { margin: `0 0 ${tokens.spacingVerticalS}`, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
})

/** The resources of one recommendation in one state, with the reason, and what can be done with them. */
export function AffectedResources(props: {
  readonly detail: RecommendationDetail
  readonly shown: AssessmentState
  readonly state: SearchState
}) {
  const { t, pick } = useText()
  const { can } = useSession()
  const { detail, shown, state } = props
  const scope = useScope()
  const href = useHref()
  const filters = useFilters()
  const columns = useColumns(shown)
  const [selected, setSelected] = useState<ReadonlySet<string>>(nothing)
  const [fixing, setFixing] = useState<readonly string[]>()
  const [exempting, setExempting] = useState<readonly string[]>()
  const params = { check: detail.check }
  const query = {
    ...scope,
    ...chosenFilters(state, filterKeys),
    ...(state.first('q') !== undefined && { q: state.first('q') as string }),
    state: [shown],
    sort: (state.first('sort') ?? 'namespace') as 'namespace',
  }
  const list = useApiList('listAffectedResources', { params, query: { ...query, limit: 100, facets: [...filterKeys] } })
  const isActionable = shown === 'unhealthy' && (can('fix:preview') || can('exemption:write'))
  const chosen = [...selected].slice(0, maximumSelected)
  const pane = state.first('pane')
  const open = list.items.find(({ resource }) => resource.id === pane)
  const hasFix = detail.insights.includes('fix') && can('fix:preview')
  return (
    <>
      <FilterBar
        state={state}
        filters={[{ ...filters.namespace, pinned: true }, { ...filters.kind, pinned: true }, filters.managedBy]}
        facets={list.facets}
        searchLabel={t('inventory:search')}
      />
      <List
        name="affected"
        label={t('recommendations:affected')}
        list={list}
        columns={columns}
        rowId={({ resource }) => resource.id}
        rowName={({ resource }) => resource.name}
        state={state}
        filterKeys={['q', ...filterKeys]}
        defaultSort="namespace"
        csvUrl={operationUrl('listAffectedResources', { params, query }, '.csv')}
        rowHref={({ resource }) => href(paths.resource(resource.id))}
        onOpen={({ resource }) => state.change({ pane: resource.id })}
        openId={pane}
        {...(isActionable && { selected, onSelect: setSelected })}
        bulk={
          isActionable && (
            <>
              {hasFix && (
                <Button
                  size="small"
                  appearance="primary"
                  icon={<FlashRegular />}
                  disabledFocusable={chosen.length === 0}
                  onClick={() => chosen.length > 0 && setFixing(chosen)}
                >
                  {chosen.length === 0 ? t('recommendations:fix.name') : t('recommendations:fix.count', { count: chosen.length })}
                </Button>
              )}
              {can('exemption:write') && (
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<ShieldDismissRegular />}
                  disabledFocusable={chosen.length === 0}
                  onClick={() => chosen.length > 0 && setExempting(chosen)}
                >
                  {t('exemptions:exempt')}
                </Button>
              )}
            </>
          )
        }
        empty={
          <EmptyState
            icon={CheckmarkCircleRegular}
            title={t(`recommendations:noneInState.${shown}`)}
            text={shown === 'unhealthy' ? t('recommendations:noneUnhealthyText') : undefined}
          />
        }
      />
      <AffectedPane
        row={open}
        isOpen={pane !== undefined}
        hasFix={hasFix && shown === 'unhealthy'}
        onFix={(id) => setFixing([id])}
        onExempt={(id) => setExempting([id])}
        onClose={() => state.change({ pane: undefined })}
      />
      {fixing !== undefined && (
        <FixDialog check={detail.check} title={pick(detail.title)} resources={fixing} onDone={() => setFixing(undefined)} />
      )}
      {exempting !== undefined && (
        <ExemptDialog
          check={detail.check}
          title={pick(detail.title)}
          resources={exempting}
          onDone={() => {
            setExempting(undefined)
            setSelected(nothing)
          }}
        />
      )}
    </>
  )
}

function AffectedPane(props: {
  readonly row: AffectedResource | undefined
  readonly isOpen: boolean
  readonly hasFix: boolean
  readonly onFix: (id: string) => void
  readonly onExempt: (id: string) => void
  readonly onClose: () => void
}) {
  const styles = useStyles()
  const { t, pick } = useText()
  const { can } = useSession()
  const go = useGo()
  const number = useNumber()
  const { row } = props
  return (
    <SidePane
      open={props.isOpen}
      onClose={props.onClose}
      title={row === undefined ? '…' : `${row.resource.kind} ${row.resource.name}`}
      footer={
        row !== undefined && (
          <>
            {props.hasFix && row.findings.some(({ fixable }) => fixable) && (
              <Button appearance="primary" icon={<FlashRegular />} onClick={() => props.onFix(row.resource.id)}>
                {t('recommendations:fix.count', { count: 1 })}
              </Button>
            )}
            <Button onClick={() => go(paths.resource(row.resource.id))}>{t('ui:pane.openFull')}</Button>
            {row.state === 'unhealthy' && can('exemption:write') && (
              <Button onClick={() => props.onExempt(row.resource.id)}>{t('exemptions:exempt')}</Button>
            )}
          </>
        )
      }
    >
      {row !== undefined && (
        <>
          <Facts
            facts={[
              { label: t('ui:filter.state'), value: <StateBadge state={row.state} /> },
              {
                label: t('shell:scope.namespace'),
                value: row.resource.namespace === '' ? t('ui:filter.noNamespace') : row.resource.namespace,
              },
              { label: t('shell:scope.cluster'), value: row.resource.cluster.name },
              { label: t('recommendations:column.pods'), value: number(row.pods) },
              ...(row.managedBy === null ? [] : [{ label: t('ui:filter.managedBy'), value: row.managedBy }]),
              ...(row.since === null ? [] : [{ label: t('ui:since'), value: <Time at={row.since} /> }]),
              ...(row.reason === null ? [] : [{ label: t('recommendations:reason'), value: pick(row.reason) }]),
              ...(row.exemption === null
                ? []
                : [
                    { label: t('exemptions:category'), value: t(`terms:exemption.${row.exemption.category}`) },
                    { label: t('exemptions:reason'), value: row.exemption.reason },
                    {
                      label: t('exemptions:expiry'),
                      value: row.exemption.expiresAt === null ? t('exemptions:expiryChoice.never') : <Time at={row.exemption.expiresAt} />,
                    },
                  ]),
            ]}
          />
          {row.findings.length > 0 && (
            <section>
              <h3 className={styles.title}>{t('recommendations:findings')}</h3>
              <Findings findings={row.findings} />
            </section>
          )}
        </>
      )}
    </SidePane>
  )
}

function useColumns(shown: AssessmentState): readonly Column<AffectedResource>[] {
  const { t, pick } = useText()
  const number = useNumber()
  return useMemo<readonly Column<AffectedResource>[]>(() => {
    const because: Column<AffectedResource> = {
      id: 'reason',
      header: t('recommendations:reason'),
      cell: ({ reason, findings, exemption }) => {
        const first = findings[0]
        if (exemption !== null) return `${t(`terms:exemption.${exemption.category}`)}: ${exemption.reason}`
        if (reason !== null) return pick(reason)
        if (first === undefined) return '–'
        return (
          <>
            {pick(first.message)}
            {findings.length > 1 && <Note parts={[t('recommendations:moreFindings', { count: findings.length - 1 })]} />}
          </>
        )
      },
      minWidth: 240,
      grows: true,
      priority: 2,
    }
    return [
      {
        id: 'name',
        header: t('inventory:column.name'),
        cell: ({ resource }) => resource.name,
        sort: 'name',
        minWidth: 150,
        grows: true,
        priority: 1,
        names: true,
      },
      { id: 'kind', header: t('ui:filter.kind'), cell: ({ resource }) => resource.kind, sort: 'kind', minWidth: 130, priority: 3 },
      {
        id: 'namespace',
        header: t('shell:scope.namespace'),
        cell: ({ resource }) => (
          <>
            {resource.namespace === '' ? '–' : resource.namespace}
            <Note parts={[resource.cluster.name]} />
          </>
        ),
        sort: 'namespace',
        minWidth: 150,
        priority: 2,
      },
      ...(shown === 'healthy' ? [] : [because]),
      {
        id: 'pods',
        header: t('recommendations:column.pods'),
        cell: ({ pods }) => number(pods),
        sort: 'pods',
        descendingFirst: true,
        minWidth: 92,
        align: 'end',
        priority: 4,
      },
      { id: 'managedBy', header: t('ui:filter.managedBy'), cell: ({ managedBy }) => managedBy ?? '–', minWidth: 110, priority: 6 },
      {
        id: 'since',
        header: t('ui:since'),
        cell: ({ since }) => (since === null ? '–' : <Ago at={since} />),
        sort: 'since',
        minWidth: 120,
        priority: 5,
      },
    ]
  }, [t, pick, number, shown])
}
