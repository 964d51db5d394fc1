import { useState } from 'react'
import { paths } from '../../data/paths.ts'
import { useSession } from '../../data/session.tsx'
import { useApi, useApiChange } from '../../data/use-api.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { AssignmentList } from '../../ui/assignment-list.tsx'
import { Card } from '../../ui/card.tsx'
import { Form, TextField } from '../../ui/form.tsx'
import { LinkTabs } from '../../ui/link-tabs.tsx'
import { Page } from '../../ui/page.tsx'
import { useText } from '../../words/use-text.ts'
import { PasswordForm } from './password-form.tsx'

/** The own account: name, password, and what one may do where. */
export function AccountPage() {
  const { t } = useText()
  const { session } = useSession()
  const tree = useApi('getEnvironmentTree', {})
  return (
    <Page title={t('account:title')} help={t('account:help')} narrow>
      <AccountTabs />
      <Card title={t('account:profile')}>
        <ProfileForm displayName={session.user.displayName} email={session.user.email ?? ''} />
      </Card>
      <Card title={t('account:roles')}>
        <AssignmentList assignments={session.assignments} tree={tree.data} />
      </Card>
      <Card title={t('account:password')}>
        <PasswordForm />
      </Card>
    </Page>
  )
}

export function AccountTabs() {
  const { t } = useText()
  return (
    <LinkTabs
      label={t('account:title')}
      tabs={[
        { to: paths.account, label: t('account:profile') },
        { to: paths.tokens, label: t('shell:pages.tokens') },
      ]}
    />
  )
}

function ProfileForm(props: { readonly displayName: string; readonly email: string }) {
  const { t } = useText()
  const announce = useAnnounce()
  const update = useApiChange('updateProfile', ['getSession'])
  const [displayName, setDisplayName] = useState(props.displayName)
  const [email, setEmail] = useState(props.email)
  const submit = () =>
    update.mutate(
      { body: { displayName, email: email.trim() === '' ? null : email.trim() } },
      { onSuccess: () => announce(t('account:profileSaved')) },
    )
  return (
    <Form action={t('ui:actions.save')} isBusy={update.isPending} error={update.error} onSubmit={submit}>
      <TextField
        name="displayName"
        label={t('account:displayName')}
        value={displayName}
        onChange={setDisplayName}
        error={update.error}
        autoComplete="name"
      />
      <TextField
        name="email"
        label={t('account:email')}
        type="email"
        value={email}
        onChange={setEmail}
        error={update.error}
        autoComplete="email"
      />
    </Form>
  )
}
