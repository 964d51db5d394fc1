import { useText } from '../../words/use-text.ts'
import { Door } from './door.tsx'
import { PasswordForm } from './password-form.tsx'

/** The first sign-in with a password that somebody else chose. */
export function PasswordPage() {
  const { t } = useText()
  return (
    <Door title={t('account:mustChange')} text={t('account:mustChangeText')}>
      <PasswordForm wide />
    </Door>
  )
}
