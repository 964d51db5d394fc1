import { Badge, Button } from '@fluentui/react-components'
import { PeopleRegular } from '@fluentui/react-icons/svg/people'
import { PersonAddRegular } from '@fluentui/react-icons/svg/person-add'
import { operationUrl } from '@toride/contract/client'
import type { User } from '@toride/contract/users'
import { type Role, roles, tenantScope } from '@toride/core/access'
import { useMemo, useState } from 'react'
import { paths } from '../../data/paths.ts'
import { useSession } from '../../data/session.tsx'
import { useApi, useApiList } from '../../data/use-api.ts'
import { useSearchState } from '../../data/use-search-state.ts'
import { UserTabs } from '../../lists/user-tabs.tsx'
import { AssignmentList } from '../../ui/assignment-list.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { List } from '../../ui/list.tsx'
import { Page } from '../../ui/page.tsx'
import { useHref } from '../../ui/page-link.tsx'
import { Note } from '../../ui/resource-name.tsx'
import type { EnvironmentTree } from '../../ui/scope-name.ts'
import { Ago } from '../../ui/time.tsx'
import { chosenFilters } from '../../ui/use-filters.ts'
import { useText } from '../../words/use-text.ts'
import { NewUserDialog } from './new-user-dialog.tsx'
import { UserPane } from './user-pane.tsx'

/** Who may sign in, and what they may do where. */
export function UsersPage() {
  const { t } = useText()
  const state = useSearchState()
  const href = useHref()
  const { canAt } = useSession()
  const tree = useApi('getEnvironmentTree', {})
  const columns = useColumns(tree.data)
  const [isAdding, setAdding] = useState(false)
  const query = {
    ...chosenFilters(state, ['role']),
    ...(state.first('q') !== undefined && { q: state.first('q') as string }),
    sort: (state.first('sort') ?? 'username') as 'username',
  }
  const list = useApiList('listUsers', { query: { ...query, limit: 100, facets: ['role'] } as never })
  const pane = state.first('pane')
  return (
    <Page
      title={t('shell:pages.users')}
      help={t('users:help')}
      actions={
        canAt('user:write', tenantScope) && (
          <Button appearance="primary" icon={<PersonAddRegular />} onClick={() => setAdding(true)}>
            {t('users:add')}
          </Button>
        )
      }
    >
      <UserTabs />
      <FilterBar
        state={state}
        facets={list.facets}
        searchLabel={t('users:search')}
        filters={[
          {
            key: 'role',
            label: t('users:roleName'),
            pinned: true,
            order: roles,
            valueLabel: (value) => ((roles as readonly string[]).includes(value) ? t(`users:role.${value as Role}`) : value),
          },
        ]}
      />
      <List
        name="users"
        label={t('shell:pages.users')}
        list={list}
        columns={columns}
        rowId={({ id }) => id}
        state={state}
        filterKeys={['q', 'role']}
        defaultSort="username"
        csvUrl={operationUrl('listUsers', { query } as never, '.csv')}
        rowHref={({ id }) => href(paths.users, { pane: id })}
        onOpen={({ id }) => state.change({ pane: id })}
        openId={pane}
        empty={<EmptyState icon={PeopleRegular} title={t('users:empty')} />}
      />
      <UserPane
        user={list.items.find(({ id }) => id === pane)}
        isOpen={pane !== undefined}
        tree={tree.data}
        onClose={() => state.change({ pane: undefined })}
      />
      {isAdding && <NewUserDialog tree={tree.data} onDone={() => setAdding(false)} />}
    </Page>
  )
}

function useColumns(tree: EnvironmentTree | undefined): readonly Column<User>[] {
  const { t } = useText()
  return useMemo<readonly Column<User>[]>(
    () => [
      {
        id: 'username',
        header: t('account:username'),
        cell: ({ username, displayName, email }) => (
          <>
            {username}
            <Note parts={[displayName, email]} />
          </>
        ),
        sort: 'username',
        minWidth: 200,
        grows: true,
        priority: 1,
        names: true,
      },
      {
        id: 'roles',
        header: t('users:roleName'),
        cell: ({ assignments }) => <AssignmentList assignments={assignments} tree={tree} />,
        minWidth: 240,
        grows: true,
        priority: 2,
      },
      {
        id: 'state',
        header: t('users:state'),
        cell: ({ disabled, passwordChangeRequired }) =>
          disabled ? (
            <Badge appearance="tint" color="warning">
              {t('users:disabled')}
            </Badge>
          ) : passwordChangeRequired ? (
            <Badge appearance="tint" color="informative">
              {t('users:invited')}
            </Badge>
          ) : (
            t('users:active')
          ),
        minWidth: 140,
        priority: 3,
      },
      {
        id: 'lastSignIn',
        header: t('users:lastSignIn'),
        cell: ({ lastSignInAt }) => (lastSignInAt === null ? t('users:never') : <Ago at={lastSignInAt} />),
        sort: 'lastSignInAt',
        descendingFirst: true,
        minWidth: 150,
        priority: 4,
      },
    ],
    [t, tree],
  )
}
