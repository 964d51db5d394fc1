import { Button, Divider } from '@fluentui/react-components'
import { useQueryClient } from '@tanstack/react-query'
import { Navigate, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { paths } from '../../data/paths.ts'
import { useApi, useApiChange } from '../../data/use-api.ts'
import { useSearchState } from '../../data/use-search-state.ts'
import { Form, PasswordField, TextField } from '../../ui/form.tsx'
import { useText } from '../../words/use-text.ts'
import { Door } from './door.tsx'
import { safeReturn } from './safe-return.ts'

/** Sign-in with username and password, or with an identity provider when there are any. */
export function SignInPage() {
  const { t } = useText()
  const router = useRouter()
  const client = useQueryClient()
  const { first } = useSearchState()
  const state = useApi('getSession', {})
  const signIn = useApiChange('signIn')
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const next = safeReturn(first('next'))
  if (state.data?.setupNeeded) return <Navigate to={paths.setup} />
  if (state.data?.session) return <Navigate to={next} replace />
  const submit = () =>
    signIn.mutate(
      { body: { username, password } },
      {
        onSuccess: async () => {
          client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'getSession' })
          await client.refetchQueries({ queryKey: ['getSession'] })
          router.history.replace(next)
        },
        onError: () => setPassword(''),
      },
    )
  const providers = state.data?.providers ?? []
  return (
    <Door title={t('account:signIn.title')}>
      <Form
        action={t('account:signIn.action')}
        isBusy={signIn.isPending}
        error={signIn.error}
        isComplete={username !== '' && password !== ''}
        onSubmit={submit}
        wide
      >
        <TextField
          name="username"
          label={t('account:username')}
          value={username}
          onChange={setUsername}
          autoComplete="username"
          required
          autoFocus
        />
        <PasswordField name="password" label={t('account:password')} value={password} onChange={setPassword} />
      </Form>
      {providers.length > 0 && <Divider>{t('account:signIn.or')}</Divider>}
      {providers.map(({ id, name, startUrl }) => (
        <Button key={id} as="a" href={startUrl}>
          {t('account:signIn.with', { name })}
        </Button>
      ))}
    </Door>
  )
}
