import { makeStyles } from '@fluentui/react-components'
import { createContext, type ReactNode, use, useCallback, useState } from 'react'

const AnnounceContext = createContext<(message: string) => void>(() => undefined)

const useStyles = makeStyles({
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    margin: '-1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
})

/** Holds the polite live region in which pages say what changed ("42 results"). */
export function Announcer({ children }: { readonly children: ReactNode }) {
  const styles = useStyles()
  const [message, setMessage] = useState('')
  return (
    <AnnounceContext value={setMessage}>
      {children}
      <div role="status" aria-live="polite" className={styles.hidden}>
        {message}
      </div>
    </AnnounceContext>
  )
}

/** Says a sentence to screen readers. The same sentence twice is said once. */
export function useAnnounce(): (message: string) => void {
  const announce = use(AnnounceContext)
  return useCallback((message: string) => announce(message), [announce])
}

/** Text for screen readers only. */
export function VisuallyHidden({ children }: { readonly children: ReactNode }) {
  const styles = useStyles()
  return <span className={styles.hidden}>{children}</span>
}
