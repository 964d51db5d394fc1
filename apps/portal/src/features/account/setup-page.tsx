import { useQueryClient } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { paths } from '../../data/paths.ts'
import { useApi, useApiChange } from '../../data/use-api.ts'
import { useSearchState } from '../../data/use-search-state.ts'
import { Form, PasswordField, TextField } from '../../ui/form.tsx'
import { useGo } from '../../ui/page-link.tsx'
import { useText } from '../../words/use-text.ts'
import { Door } from './door.tsx'

/** First run: the token from the log makes the first administrator. */
export function SetupPage() {
  const { t } = useText()
  const go = useGo()
  const client = useQueryClient()
  const state = useApi('getSession', {})
  const setUp = useApiChange('setUp')
  const { first, change } = useSearchState()
  const given = first('token')
  const [token, setToken] = useState(given ?? '')
  const [username, setUsername] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [password, setPassword] = useState('')
  // The token leaves the address at once, so that it stays in no history.
  useEffect(() => {
    if (given !== undefined) change({ token: undefined }, { replace: true })
  }, [given, change])
  if (state.data?.setupNeeded === false) return <Navigate to={paths.overview} />
  const submit = () =>
    setUp.mutate(
      { body: { token: token.trim(), username, password, ...(displayName !== '' && { displayName }) } },
      {
        onSuccess: async () => {
          await client.refetchQueries({ queryKey: ['getSession'] })
          go(paths.overview)
        },
      },
    )
  return (
    <Door title={t('account:setup.title')} text={t('account:setup.text')}>
      <Form
        action={t('account:setup.action')}
        isBusy={setUp.isPending}
        error={setUp.error}
        isComplete={token.trim() !== '' && username !== '' && password !== ''}
        onSubmit={submit}
        wide
      >
        <TextField
          name="token"
          label={t('account:setup.token')}
          hint={t('account:setup.tokenHint')}
          value={token}
          onChange={setToken}
          error={setUp.error}
          autoComplete="one-time-code"
          required
          autoFocus={given === undefined}
        />
        <TextField
          name="username"
          label={t('account:username')}
          value={username}
          onChange={setUsername}
          error={setUp.error}
          autoComplete="username"
          required
        />
        <TextField
          name="displayName"
          label={t('account:displayName')}
          value={displayName}
          onChange={setDisplayName}
          error={setUp.error}
          autoComplete="name"
        />
        <PasswordField
          name="password"
          label={t('account:password')}
          hint={t('account:passwordHint')}
          value={password}
          onChange={setPassword}
          error={setUp.error}
          isNew
        />
      </Form>
    </Door>
  )
}
