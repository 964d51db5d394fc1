import { useState } from 'react'
import { useApiChange } from '../../data/use-api.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { Form, PasswordField } from '../../ui/form.tsx'
import { useText } from '../../words/use-text.ts'

/** Changes the own password; all other sessions end. */
export function PasswordForm({ wide = false }: { readonly wide?: boolean }) {
  const { t } = useText()
  const announce = useAnnounce()
  const change = useApiChange('changePassword', ['getSession'])
  const [currentPassword, setCurrent] = useState('')
  const [newPassword, setNew] = useState('')
  const submit = () =>
    change.mutate(
      { body: { currentPassword, newPassword } },
      {
        onSuccess: () => {
          setCurrent('')
          setNew('')
          announce(t('account:passwordChanged'))
        },
      },
    )
  return (
    <Form
      action={t('account:changePassword')}
      isBusy={change.isPending}
      error={change.error}
      isComplete={currentPassword !== '' && newPassword !== ''}
      onSubmit={submit}
      wide={wide}
    >
      <PasswordField
        name="currentPassword"
        label={t('account:currentPassword')}
        value={currentPassword}
        onChange={setCurrent}
        error={change.error}
      />
      <PasswordField
        name="newPassword"
        label={t('account:newPassword')}
        hint={t('account:passwordHint')}
        value={newPassword}
        onChange={setNew}
        error={change.error}
        isNew
      />
    </Form>
  )
}
