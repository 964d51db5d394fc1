import { makeStyles, mergeClasses, Tooltip, tokens } from '@fluentui/react-components'
import { useText } from '../words/use-text.ts'
import { relativeTime } from './relative-time.ts'
import { useNow } from './use-now.ts'

const useStyles = makeStyles({
  relative: { color: tokens.colorNeutralForeground3 },
  stacked: { display: 'block', fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  root: { cursor: 'default' },
})

/** A moment: absolute in the zone of the browser, relative beside it, UTC on hover. */
export function Time({ at, stacked = false }: { readonly at: string; readonly stacked?: boolean }) {
  const styles = useStyles()
  const { locale } = useText()
  const now = useNow()
  const date = new Date(at)
  const absolute = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(date)
  const utc = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' }).format(date)
  return (
    <Tooltip content={utc} relationship="description">
      <time dateTime={at} className={styles.root}>
        {absolute}{' '}
        <span className={mergeClasses(styles.relative, stacked && styles.stacked)}>
          {stacked ? relativeTime(date, now, locale) : `(${relativeTime(date, now, locale)})`}
        </span>
      </time>
    </Tooltip>
  )
}

/** Only "3 minutes ago", the absolute moment on hover: for places where the exact time does not matter at first. */
export function Ago({ at }: { readonly at: string }) {
  const { locale } = useText()
  const now = useNow()
  const date = new Date(at)
  const absolute = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long' }).format(date)
  return (
    <Tooltip content={absolute} relationship="description">
      <time dateTime={at}>{relativeTime(date, now, locale)}</time>
    </Tooltip>
  )
}
