import { Button, MessageBar, MessageBarBody, makeStyles, Switch, tokens } from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import type { User } from '@toride/contract/users'
import { type Assignment, tenantScope } from '@toride/core/access'
import { useState } from 'react'
import { useSession } from '../../data/session.tsx'
import { useApiChange } from '../../data/use-api.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { AssignmentEditor } from '../../ui/assignment-editor.tsx'
import { AssignmentList } from '../../ui/assignment-list.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Form, FormError, PasswordField, TextField } from '../../ui/form.tsx'
import type { EnvironmentTree } from '../../ui/scope-name.ts'
import { SidePane } from '../../ui/side-pane.tsx'
import { Time } from '../../ui/time.tsx'
import { useText } from '../../words/use-text.ts'

const useStyles = makeStyles({
  title: { margin: `0 0 ${tokens.spacingVerticalS}`, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
})

/** One account: its roles, whether it may sign in, and a new password. */
export function UserPane(props: {
  readonly user: User | undefined
  readonly isOpen: boolean
  readonly tree: EnvironmentTree | undefined
  readonly onClose: () => void
}) {
  const { canAt } = useSession()
  const { user } = props
  return (
    <SidePane open={props.isOpen} onClose={props.onClose} title={user?.username ?? '…'}>
      {user !== undefined &&
        (canAt('user:write', tenantScope) ? (
          <UserForms key={user.id} user={user} tree={props.tree} onRemoved={props.onClose} />
        ) : (
          <UserFacts user={user} tree={props.tree} />
        ))}
    </SidePane>
  )
}

function UserFacts({ user, tree }: { readonly user: User; readonly tree: EnvironmentTree | undefined }) {
  const { t } = useText()
  return (
    <Facts
      facts={[
        { label: t('account:displayName'), value: user.displayName === '' ? '–' : user.displayName },
        { label: t('account:email'), value: user.email ?? '–' },
        { label: t('users:roles'), value: <AssignmentList assignments={user.assignments} tree={tree} /> },
        { label: t('users:createdAt'), value: <Time at={user.createdAt} /> },
        { label: t('users:lastSignIn'), value: user.lastSignInAt === null ? t('users:never') : <Time at={user.lastSignInAt} /> },
      ]}
    />
  )
}

function UserForms({
  user,
  tree,
  onRemoved,
}: {
  readonly user: User
  readonly tree: EnvironmentTree | undefined
  readonly onRemoved: () => void
}) {
  const styles = useStyles()
  const { t } = useText()
  const announce = useAnnounce()
  const { session } = useSession()
  const update = useApiChange('updateUser', ['listUsers', 'getSession'])
  const reset = useApiChange('resetPassword', ['listUsers'])
  const remove = useApiChange('deleteUser', ['listUsers'])
  const [displayName, setDisplayName] = useState(user.displayName)
  const [email, setEmail] = useState(user.email ?? '')
  const [disabled, setDisabled] = useState(user.disabled)
  const [assignments, setAssignments] = useState<readonly Assignment[]>(user.assignments)
  const [password, setPassword] = useState('')
  const [isRemoving, setRemoving] = useState(false)
  const isSelf = session.user.id === user.id
  const save = () =>
    update.mutate(
      {
        params: { user: user.id },
        body: { displayName, email: email.trim() === '' ? null : email.trim(), disabled, assignments: [...assignments] },
      },
      { onSuccess: () => announce(t('users:saved')) },
    )
  return (
    <>
      {isSelf && (
        <MessageBar>
          <MessageBarBody>{t('users:self')}</MessageBarBody>
        </MessageBar>
      )}
      <Form action={t('ui:actions.save')} isBusy={update.isPending} error={update.error} onSubmit={save}>
        <TextField
          name="displayName"
          label={t('account:displayName')}
          value={displayName}
          onChange={setDisplayName}
          error={update.error}
          autoComplete="off"
        />
        <TextField
          name="email"
          type="email"
          label={t('account:email')}
          value={email}
          onChange={setEmail}
          error={update.error}
          autoComplete="off"
        />
        <Switch label={t('users:mayNotSignIn')} checked={disabled} disabled={isSelf} onChange={(_, { checked }) => setDisabled(checked)} />
        <AssignmentEditor assignments={assignments} onChange={setAssignments} tree={tree} />
      </Form>
      {!isSelf && (
        <section>
          <h3 className={styles.title}>{t('users:resetPassword')}</h3>
          <Form
            action={t('users:resetPassword')}
            isBusy={reset.isPending}
            isComplete={password !== ''}
            error={reset.error}
            onSubmit={() =>
              reset.mutate(
                { params: { user: user.id }, body: { password } },
                {
                  onSuccess: () => {
                    setPassword('')
                    announce(t('users:passwordReset'))
                  },
                },
              )
            }
          >
            <PasswordField
              name="password"
              label={t('users:firstPassword')}
              hint={t('users:firstPasswordHint')}
              value={password}
              onChange={setPassword}
              error={reset.error}
              isNew
            />
          </Form>
        </section>
      )}
      {!isSelf && (
        <div>
          <Button icon={<DeleteRegular />} onClick={() => setRemoving(true)}>
            {t('users:remove')}
          </Button>
        </div>
      )}
      <FormError error={remove.error} />
      {isRemoving && (
        <ConfirmDialog
          title={t('users:removeTitle', { name: user.username })}
          text={t('users:removeText')}
          action={t('users:remove')}
          isBusy={remove.isPending}
          error={remove.error}
          onCancel={() => setRemoving(false)}
          onConfirm={() => remove.mutate({ params: { user: user.id } }, { onSuccess: onRemoved })}
        />
      )}
    </>
  )
}
