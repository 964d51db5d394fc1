import { Badge, Button } from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { ShieldDismissRegular } from '@fluentui/react-icons/svg/shield-dismiss'
import { operationUrl } from '@toride/contract/client'
import type { Exemption } from '@toride/contract/exemptions'
import { useCallback, useMemo, useState } from 'react'
import { paths } from '../../data/paths.ts'
import { useSession } from '../../data/session.tsx'
import { useApiChange, useApiList } from '../../data/use-api.ts'
import { useSearchState } from '../../data/use-search-state.ts'
import { PoliciesTabs } from '../../lists/policies-tabs.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { documentScopeName } from '../../ui/document-scope.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Facts } from '../../ui/facts.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { List } from '../../ui/list.tsx'
import { Page } from '../../ui/page.tsx'
import { PageLink, useHref } from '../../ui/page-link.tsx'
import { Note } from '../../ui/resource-name.tsx'
import { SidePane } from '../../ui/side-pane.tsx'
import { Ago, Time } from '../../ui/time.tsx'
import { useCheckTitles } from '../../ui/use-check-titles.ts'
import { chosenFilters, kindName } from '../../ui/use-filters.ts'
import { useNumber } from '../../ui/use-number.ts'
import { useText } from '../../words/use-text.ts'

const filterKeys = ['category', 'state', 'check'] as const

/** Every exemption: who accepted what, why, and until when. */
export function ExemptionsPage() {
  const { t } = useText()
  const state = useSearchState()
  const href = useHref()
  const columns = useColumns()
  const titleOf = useCheckTitles()
  const query = {
    ...chosenFilters(state, filterKeys),
    ...(state.first('q') !== undefined && { q: state.first('q') as string }),
    sort: (state.first('sort') ?? '-createdAt') as '-createdAt',
  }
  const list = useApiList('listExemptions', { query: { ...query, limit: 100, facets: [...filterKeys] } as never })
  const pane = state.first('pane')
  return (
    <Page title={t('shell:pages.exemptions')} help={t('exemptions:help')}>
      <PoliciesTabs />
      <FilterBar
        state={state}
        facets={list.facets}
        searchLabel={t('exemptions:search')}
        filters={[
          {
            key: 'category',
            label: t('exemptions:category'),
            pinned: true,
            valueLabel: (value) => (value === 'waiver' || value === 'mitigated' ? t(`terms:exemption.${value}`) : value),
          },
          {
            key: 'state',
            label: t('exemptions:state'),
            pinned: true,
            valueLabel: (value) => (value === 'active' || value === 'expired' ? t(`exemptions:states.${value}`) : value),
          },
          { key: 'check', label: t('recommendations:column.title'), valueLabel: (value) => titleOf(value) },
        ]}
      />
      <List
        name="exemptions"
        label={t('shell:pages.exemptions')}
        list={list}
        columns={columns}
        rowId={({ id }) => id}
        state={state}
        filterKeys={['q', ...filterKeys]}
        defaultSort="-createdAt"
        csvUrl={operationUrl('listExemptions', { query } as never, '.csv')}
        rowHref={({ id }) => href(paths.exemptions, { pane: id })}
        onOpen={({ id }) => state.change({ pane: id })}
        openId={pane}
        empty={<EmptyState icon={ShieldDismissRegular} title={t('exemptions:empty')} text={t('exemptions:emptyText')} />}
      />
      <ExemptionPane
        exemption={list.items.find(({ id }) => id === pane)}
        isOpen={pane !== undefined}
        onClose={() => state.change({ pane: undefined })}
      />
    </Page>
  )
}

function ExemptionPane({
  exemption,
  isOpen,
  onClose,
}: {
  readonly exemption: Exemption | undefined
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const { t } = useText()
  const titleOf = useCheckTitles()
  const scopeWords = useScopeWords()
  const { can } = useSession()
  const number = useNumber()
  const remove = useApiChange('deleteExemption', ['listExemptions', 'listRecommendations', 'listAffectedResources', 'getRecommendation'])
  const [isRemoving, setRemoving] = useState(false)
  return (
    <SidePane
      open={isOpen}
      onClose={onClose}
      title={exemption?.name ?? '…'}
      footer={
        exemption !== undefined &&
        can('exemption:write') && (
          <Button icon={<DeleteRegular />} onClick={() => setRemoving(true)}>
            {t('exemptions:remove')}
          </Button>
        )
      }
    >
      {exemption !== undefined && (
        <Facts
          facts={[
            { label: t('exemptions:category'), value: t(`terms:exemption.${exemption.category}`) },
            { label: t('exemptions:reason'), value: exemption.reason },
            { label: t('exemptions:state'), value: t(`exemptions:states.${exemption.state}`) },
            {
              label: t('exemptions:expiry'),
              value: exemption.expiresAt === null ? t('exemptions:expiryChoice.never') : <Time at={exemption.expiresAt} />,
            },
            { label: t('exemptions:scope'), value: scopeWords(exemption) },
            ...(exemption.names.length === 0
              ? []
              : [{ label: t('exemptions:resources'), value: [...exemption.kinds.map(kindName), ...exemption.names].join(', ') }]),
            { label: t('exemptions:affected'), value: number(exemption.affected) },
            {
              label: t('shell:pages.recommendations'),
              value: exemption.checks.map((check) => (
                <div key={check}>
                  {check === '*' ? t('policies:allChecks') : <PageLink to={paths.recommendation(check)}>{titleOf(check)}</PageLink>}
                </div>
              )),
            },
            { label: t('exemptions:createdBy'), value: exemption.createdBy },
            { label: t('exemptions:createdAt'), value: <Time at={exemption.createdAt} /> },
          ]}
        />
      )}
      {isRemoving && exemption !== undefined && (
        <ConfirmDialog
          title={t('exemptions:removeTitle', { name: exemption.name })}
          text={t('exemptions:removeText', { count: exemption.affected })}
          action={t('exemptions:remove')}
          isBusy={remove.isPending}
          error={remove.error}
          onCancel={() => setRemoving(false)}
          onConfirm={() =>
            remove.mutate(
              { params: { exemption: exemption.id } },
              {
                onSuccess: () => {
                  setRemoving(false)
                  onClose()
                },
              },
            )
          }
        />
      )}
    </SidePane>
  )
}

/** The scope of an exemption in words. */
function useScopeWords(): (exemption: Exemption) => string {
  const { t } = useText()
  return useCallback(({ scope, environments, clusters }) => documentScopeName(scope, environments, clusters, t('users:everything')), [t])
}

function useColumns(): readonly Column<Exemption>[] {
  const { t } = useText()
  const titleOf = useCheckTitles()
  const scopeWords = useScopeWords()
  const number = useNumber()
  return useMemo<readonly Column<Exemption>[]>(
    () => [
      {
        id: 'name',
        header: t('inventory:column.name'),
        cell: ({ name, checks }) => (
          <>
            {name}
            <Note
              parts={checks.map((check) => (check === '*' ? t('policies:allChecks') : titleOf(check))).filter((title) => title !== name)}
            />
          </>
        ),
        sort: 'name',
        minWidth: 240,
        grows: true,
        priority: 1,
        names: true,
      },
      {
        id: 'category',
        header: t('exemptions:category'),
        cell: ({ category }) => t(`terms:exemption.${category}`),
        minWidth: 130,
        priority: 2,
      },
      {
        id: 'scope',
        header: t('exemptions:scope'),
        cell: scopeWords,
        minWidth: 180,
        grows: true,
        priority: 4,
      },
      { id: 'reason', header: t('exemptions:reason'), cell: ({ reason }) => reason, minWidth: 200, grows: true, priority: 5 },
      {
        id: 'affected',
        header: t('exemptions:affected'),
        cell: ({ affected }) => number(affected),
        minWidth: 110,
        align: 'end',
        priority: 4,
      },
      {
        id: 'expires',
        header: t('exemptions:expiry'),
        cell: ({ expiresAt, state }) =>
          state === 'expired' ? (
            <Badge appearance="tint" color="warning">
              {t('exemptions:states.expired')}
            </Badge>
          ) : expiresAt === null ? (
            t('exemptions:expiryChoice.never')
          ) : (
            <Ago at={expiresAt} />
          ),
        sort: 'expiresAt',
        minWidth: 130,
        priority: 3,
      },
      {
        id: 'created',
        header: t('exemptions:createdAt'),
        cell: ({ createdAt, createdBy }) => (
          <>
            <Ago at={createdAt} />
            <Note parts={[createdBy]} />
          </>
        ),
        sort: 'createdAt',
        descendingFirst: true,
        minWidth: 140,
        priority: 5,
      },
    ],
    [t, titleOf, scopeWords, number],
  )
}
