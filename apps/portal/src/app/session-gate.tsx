import { makeStyles, Spinner } from '@fluentui/react-components'
import { Navigate, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { paths } from '../data/paths.ts'
import { readPreference } from '../data/preferences.ts'
import { SessionProvider } from '../data/session.tsx'
import { useApi } from '../data/use-api.ts'
import { Failure } from '../ui/failure.tsx'
import { switchLanguage } from '../words/start-words.ts'
import { useText } from '../words/use-text.ts'
import { Shell } from './shell.tsx'

const PasswordPage = lazy(() => import('../features/account/password-page.tsx').then(({ PasswordPage }) => ({ default: PasswordPage })))

const useStyles = makeStyles({ center: { display: 'grid', placeItems: 'center', minHeight: '100dvh' } })

/** Lets a page be seen only with a session; without one it leads to setup or sign-in, and back afterwards. */
export function SessionGate() {
  const styles = useStyles()
  const { t } = useText()
  const { href } = useLocation()
  const state = useApi('getSession', {})
  const wanted = state.data?.session?.user.locale
  useEffect(() => {
    if (wanted !== null && wanted !== undefined && readPreference('language') === undefined) void switchLanguage(wanted)
  }, [wanted])
  if (state.isPending) {
    return (
      <div className={styles.center}>
        <Spinner aria-label={t('ui:list.loading')} />
      </div>
    )
  }
  if (state.error !== null) {
    return (
      <div className={styles.center}>
        <Failure error={state.error} retry={() => void state.refetch()} />
      </div>
    )
  }
  const { session, setupNeeded } = state.data
  if (setupNeeded) return href.startsWith(paths.setup) ? null : <Navigate to={paths.setup} />
  if (session === null) {
    // While the sign-in page is on its way the address is its own already, and this page still shown.
    return href.startsWith(paths.signIn) ? null : (
      <Navigate to={paths.signIn} search={{ ...(href !== '/' && { next: href }) } as never} replace />
    )
  }
  return (
    <SessionProvider session={session}>
      {session.passwordChangeRequired ? (
        <Suspense fallback={null}>
          <PasswordPage />
        </Suspense>
      ) : (
        <Shell />
      )}
    </SessionProvider>
  )
}
