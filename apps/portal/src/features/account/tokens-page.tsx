import { Badge, Button, Field, MessageBar, MessageBarBody, MessageBarTitle, Select } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons/svg/add'
import { KeyRegular } from '@fluentui/react-icons/svg/key'
import { operationUrl } from '@toride/contract/client'
import type { Token } from '@toride/contract/tokens'
import type { Assignment } from '@toride/core/access'
import { useMemo, useState } from 'react'
import { useSession } from '../../data/session.tsx'
import { useApi, useApiChange, useApiList } from '../../data/use-api.ts'
import { useSearchState } from '../../data/use-search-state.ts'
import { AssignmentEditor } from '../../ui/assignment-editor.tsx'
import { AssignmentList } from '../../ui/assignment-list.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Form, TextField } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { List } from '../../ui/list.tsx'
import { Page } from '../../ui/page.tsx'
import type { EnvironmentTree } from '../../ui/scope-name.ts'
import { Ago } from '../../ui/time.tsx'
import { useText } from '../../words/use-text.ts'
import { AccountTabs } from './account-page.tsx'

const lifetimes = [7, 30, 90, 365] as const

const stateColors = { active: 'success', expired: 'warning', revoked: 'informative' } as const

/** Own API tokens, for the command line and for CI. A token never allows more than its owner may. */
export function TokensPage() {
  const { t } = useText()
  const state = useSearchState()
  const tree = useApi('getEnvironmentTree', {})
  const [isAdding, setAdding] = useState(false)
  const [revoking, setRevoking] = useState<Token>()
  const revoke = useApiChange('revokeToken', ['listTokens'])
  const columns = useColumns(tree.data, setRevoking)
  const query = { sort: (state.first('sort') ?? '-createdAt') as '-createdAt' }
  const list = useApiList('listTokens', { query: { ...query, limit: 100 } })
  const add = (
    <Button appearance="primary" icon={<AddRegular />} onClick={() => setAdding(true)}>
      {t('account:token.add')}
    </Button>
  )
  return (
    <Page title={t('shell:pages.tokens')} help={t('account:token.help')} actions={add}>
      <AccountTabs />
      <List
        name="tokens"
        label={t('shell:pages.tokens')}
        list={list}
        columns={columns}
        rowId={({ id }) => id}
        state={state}
        defaultSort="-createdAt"
        csvUrl={operationUrl('listTokens', { query }, '.csv')}
        empty={<EmptyState icon={KeyRegular} title={t('account:token.empty')} text={t('account:token.emptyText')} action={add} />}
      />
      {isAdding && <NewTokenDialog tree={tree.data} onDone={() => setAdding(false)} />}
      {revoking !== undefined && (
        <ConfirmDialog
          title={t('account:token.revokeTitle', { name: revoking.name })}
          text={t('account:token.revokeText')}
          action={t('account:token.revoke')}
          isBusy={revoke.isPending}
          error={revoke.error}
          onCancel={() => setRevoking(undefined)}
          onConfirm={() => revoke.mutate({ params: { token: revoking.id } }, { onSuccess: () => setRevoking(undefined) })}
        />
      )}
    </Page>
  )
}

function NewTokenDialog({ tree, onDone }: { readonly tree: EnvironmentTree | undefined; readonly onDone: () => void }) {
  const { t } = useText()
  const { session } = useSession()
  const create = useApiChange('createToken', ['listTokens'])
  const [name, setName] = useState('')
  const [days, setDays] = useState(30)
  const [assignments, setAssignments] = useState<readonly Assignment[]>(session.assignments.slice(0, 1))
  const offered = [...new Set(session.assignments.map(({ role }) => role))]
  if (create.data !== undefined) {
    return (
      <FormDialog title={t('account:token.made')} onDone={onDone}>
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('account:token.once')}</MessageBarTitle>
            {t('account:token.onceText')}
          </MessageBarBody>
        </MessageBar>
        <CodeBlock name={create.data.token.name} text={create.data.secret} />
        <Button appearance="primary" onClick={onDone}>
          {t('ui:actions.close')}
        </Button>
      </FormDialog>
    )
  }
  return (
    <FormDialog title={t('account:token.add')} onDone={onDone}>
      <Form
        action={t('account:token.add')}
        isBusy={create.isPending}
        isComplete={name.trim() !== '' && assignments.length > 0}
        error={create.error}
        onSubmit={() => create.mutate({ body: { name: name.trim(), expiresInDays: days, assignments: [...assignments] } })}
        onCancel={onDone}
      >
        <TextField
          name="name"
          label={t('inventory:column.name')}
          hint={t('account:token.nameHint')}
          value={name}
          onChange={setName}
          error={create.error}
          maxLength={100}
          required
        />
        <Field label={t('account:token.lifetime')}>
          <Select value={String(days)} onChange={(_, { value }) => setDays(Number(value))}>
            {lifetimes.map((lifetime) => (
              <option key={lifetime} value={lifetime}>
                {t('account:token.days', { count: lifetime })}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('users:roles')}>
          <AssignmentEditor assignments={assignments} onChange={setAssignments} tree={tree} offered={offered} />
        </Field>
      </Form>
    </FormDialog>
  )
}

function useColumns(tree: EnvironmentTree | undefined, onRevoke: (token: Token) => void): readonly Column<Token>[] {
  const { t } = useText()
  return useMemo<readonly Column<Token>[]>(
    () => [
      {
        id: 'name',
        header: t('inventory:column.name'),
        cell: ({ name }) => name,
        sort: 'name',
        minWidth: 180,
        grows: true,
        priority: 1,
        names: true,
      },
      { id: 'prefix', header: t('account:token.prefix'), cell: ({ prefix }) => <code>{prefix}…</code>, minWidth: 140, priority: 4 },
      {
        id: 'roles',
        header: t('users:roles'),
        cell: ({ assignments }) => <AssignmentList assignments={assignments} tree={tree} />,
        minWidth: 220,
        grows: true,
        priority: 3,
      },
      {
        id: 'state',
        header: t('users:state'),
        cell: ({ state }) => (
          <Badge appearance="tint" color={stateColors[state]}>
            {t(`account:token.state.${state}`)}
          </Badge>
        ),
        minWidth: 110,
        priority: 2,
      },
      {
        id: 'expires',
        header: t('account:token.expires'),
        cell: ({ expiresAt }) => <Ago at={expiresAt} />,
        sort: 'expiresAt',
        minWidth: 130,
        priority: 3,
      },
      {
        id: 'used',
        header: t('account:token.used'),
        cell: ({ lastUsedAt }) => (lastUsedAt === null ? t('users:never') : <Ago at={lastUsedAt} />),
        minWidth: 130,
        priority: 5,
      },
      {
        id: 'actions',
        header: t('ui:actions.name'),
        cell: (token) =>
          token.state === 'active' && (
            <Button size="small" aria-label={t('account:token.revokeTitle', { name: token.name })} onClick={() => onRevoke(token)}>
              {t('account:token.revoke')}
            </Button>
          ),
        minWidth: 110,
        priority: 2,
      },
    ],
    [t, tree, onRevoke],
  )
}
