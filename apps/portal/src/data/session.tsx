import type { Session } from '@toride/contract/session'
import { isAllowed, type Permission, type Scope } from '@toride/core/access'
import { createContext, type ReactNode, use, useMemo } from 'react'

type SessionState = {
  readonly session: Session
  /** Whether the permission holds anywhere. */
  readonly can: (permission: Permission) => boolean
  /** Whether the permission holds at one place. */
  readonly canAt: (permission: Permission, scope: Scope) => boolean
}

const SessionContext = createContext<SessionState | undefined>(undefined)

export function SessionProvider({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  const state = useMemo<SessionState>(
    () => ({
      session,
      can: (permission) => session.permissions.includes(permission),
      canAt: (permission, scope) => isAllowed(permission, scope, session.assignments),
    }),
    [session],
  )
  return <SessionContext value={state}>{children}</SessionContext>
}

/** Who is signed in, and what they may do. What is hidden here is refused by the server as well. */
export function useSession(): SessionState {
  const state = use(SessionContext)
  if (state === undefined) throw new Error('A page that needs a session is shown without one')
  return state
}
