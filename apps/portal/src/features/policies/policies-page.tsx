import { Badge, Button } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons/svg/add'
import { DocumentCheckmarkRegular } from '@fluentui/react-icons/svg/document-checkmark'
import { Navigate } from '@tanstack/react-router'
import { operationUrl } from '@toride/contract/client'
import type { Policy } from '@toride/contract/policies'
import { useMemo } from 'react'
import { paths } from '../../data/paths.ts'
import { useSession } from '../../data/session.tsx'
import { useApiList } from '../../data/use-api.ts'
import { useSearchState } from '../../data/use-search-state.ts'
import { PoliciesTabs } from '../../lists/policies-tabs.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { documentScopeName } from '../../ui/document-scope.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { List } from '../../ui/list.tsx'
import { Page } from '../../ui/page.tsx'
import { useGo, useHref } from '../../ui/page-link.tsx'
import { Note } from '../../ui/resource-name.tsx'
import { Ago } from '../../ui/time.tsx'
import { useNumber } from '../../ui/use-number.ts'
import { useText } from '../../words/use-text.ts'

/** Policy assignments: what holds where. */
export function PoliciesPage() {
  const { t } = useText()
  const state = useSearchState()
  const href = useHref()
  const go = useGo()
  const { can } = useSession()
  const columns = useColumns()
  const query = {
    ...(state.first('q') !== undefined && { q: state.first('q') as string }),
    sort: (state.first('sort') ?? 'name') as 'name',
  }
  const list = useApiList('listPolicies', { query: { ...query, limit: 100 } }, { enabled: can('policy:read') })
  if (!can('policy:read')) return <Navigate to={paths.exemptions} replace />
  const add = can('policy:write') && (
    <Button appearance="primary" icon={<AddRegular />} onClick={() => go(paths.newPolicy)}>
      {t('policies:add')}
    </Button>
  )
  return (
    <Page title={t('shell:pages.policies')} help={t('policies:help')} actions={add}>
      <PoliciesTabs />
      <FilterBar state={state} filters={[]} facets={list.facets} searchLabel={t('policies:search')} />
      <List
        name="policies"
        label={t('policies:assignments')}
        list={list}
        columns={columns}
        rowId={({ id }) => id}
        state={state}
        filterKeys={['q']}
        defaultSort="name"
        csvUrl={operationUrl('listPolicies', { query }, '.csv')}
        rowHref={({ id }) => href(paths.policy(id))}
        onOpen={({ id }) => go(paths.policy(id))}
        empty={<EmptyState icon={DocumentCheckmarkRegular} title={t('policies:empty')} text={t('policies:emptyText')} action={add} />}
      />
    </Page>
  )
}

function useColumns(): readonly Column<Policy>[] {
  const { t } = useText()
  const number = useNumber()
  return useMemo<readonly Column<Policy>[]>(
    () => [
      {
        id: 'name',
        header: t('inventory:column.name'),
        cell: ({ name }) => name,
        sort: 'name',
        minWidth: 220,
        grows: true,
        priority: 1,
        names: true,
      },
      {
        id: 'scope',
        header: t('policies:scope'),
        cell: ({ document, environments, clusters }) =>
          documentScopeName(document.spec.scope ?? {}, environments, clusters, t('users:everything')),
        minWidth: 200,
        grows: true,
        priority: 2,
      },
      {
        id: 'priority',
        header: t('policies:priority'),
        cell: ({ document }) => number(document.spec.priority ?? 0),
        minWidth: 100,
        align: 'end',
        priority: 5,
      },
      {
        id: 'checks',
        header: t('policies:configured'),
        cell: ({ document }) => number(Object.keys(document.spec.checks).length),
        minWidth: 120,
        align: 'end',
        priority: 3,
      },
      {
        id: 'denies',
        header: t('terms:effect.deny'),
        cell: ({ denies, enforced }) =>
          denies === 0 ? (
            '–'
          ) : (
            <>
              {number(denies)}{' '}
              {!enforced && (
                <Badge appearance="tint" color="warning">
                  {t('policies:notEnforced')}
                </Badge>
              )}
            </>
          ),
        minWidth: 150,
        priority: 4,
      },
      {
        id: 'updated',
        header: t('policies:updated'),
        cell: ({ updatedAt, updatedBy }) => (
          <>
            <Ago at={updatedAt} />
            <Note parts={[updatedBy]} />
          </>
        ),
        sort: 'updatedAt',
        descendingFirst: true,
        minWidth: 140,
        priority: 4,
      },
    ],
    [t, number],
  )
}
