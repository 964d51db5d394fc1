import { Field } from '@fluentui/react-components'
import { type Assignment, tenantScope } from '@toride/core/access'
import { useState } from 'react'
import { useApiChange } from '../../data/use-api.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { AssignmentEditor } from '../../ui/assignment-editor.tsx'
import { Form, PasswordField, TextField } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import type { EnvironmentTree } from '../../ui/scope-name.ts'
import { useText } from '../../words/use-text.ts'

/** A new account; its password has to be changed at the first sign-in. */
export function NewUserDialog({ tree, onDone }: { readonly tree: EnvironmentTree | undefined; readonly onDone: () => void }) {
  const { t } = useText()
  const announce = useAnnounce()
  const create = useApiChange('createUser', ['listUsers'])
  const [username, setUsername] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [assignments, setAssignments] = useState<Assignment[]>([{ role: 'appDeveloper', scope: tenantScope }])
  const submit = () =>
    create.mutate(
      { body: { username, password, displayName, email: email.trim() === '' ? null : email.trim(), assignments } },
      {
        onSuccess: () => {
          announce(t('users:added'))
          onDone()
        },
      },
    )
  return (
    <FormDialog title={t('users:add')} onDone={onDone}>
      <Form
        action={t('users:add')}
        isBusy={create.isPending}
        isComplete={username !== '' && password !== ''}
        error={create.error}
        onSubmit={submit}
        onCancel={onDone}
      >
        <TextField
          name="username"
          label={t('account:username')}
          value={username}
          onChange={setUsername}
          error={create.error}
          autoComplete="off"
          required
        />
        <TextField
          name="displayName"
          label={t('account:displayName')}
          value={displayName}
          onChange={setDisplayName}
          error={create.error}
          autoComplete="off"
        />
        <TextField
          name="email"
          type="email"
          label={t('account:email')}
          value={email}
          onChange={setEmail}
          error={create.error}
          autoComplete="off"
        />
        <PasswordField
          name="password"
          label={t('users:firstPassword')}
          hint={t('users:firstPasswordHint')}
          value={password}
          onChange={setPassword}
          error={create.error}
          isNew
        />
        <Field label={t('users:roles')}>
          <AssignmentEditor assignments={assignments} onChange={setAssignments} tree={tree} />
        </Field>
      </Form>
    </FormDialog>
  )
}
