import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Switch,
  tokens,
} from '@fluentui/react-components'
import { tenantScope } from '@toride/core/access'
import { useEffect, useRef, useState } from 'react'
import { useSession } from '../data/session.tsx'
import { isTyping } from '../ui/is-typing.ts'
import { useGo } from '../ui/page-link.tsx'
import { useStored } from '../ui/use-stored.ts'
import { useText } from '../words/use-text.ts'
import { navigation } from './navigation.ts'

const helpEvent = 'toride:shortcut-help'

/** Shows the list of shortcuts, from wherever. */
export function openShortcutHelp(): void {
  document.dispatchEvent(new Event(helpEvent))
}

/** The letter after `g` has to come within this time. */
const sequenceMs = 1500

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse', marginTop: tokens.spacingVerticalM },
  row: {
    '& > *': { padding: `${tokens.spacingVerticalXS} 0`, textAlign: 'start', fontWeight: tokens.fontWeightRegular, verticalAlign: 'top' },
  },
  keys: { width: '7rem', whiteSpace: 'nowrap' },
  key: {
    display: 'inline-block',
    minWidth: '1.5em',
    padding: `0 ${tokens.spacingHorizontalXS}`,
    marginRight: tokens.spacingHorizontalXS,
    textAlign: 'center',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
})

/** The keyboard: `g` and a letter goes to a page, `/` searches, `?` explains. It can be turned off (WCAG 2.1.4). */
export function Shortcuts() {
  const styles = useStyles()
  const { t } = useText()
  const go = useGo()
  const { can, canAt } = useSession()
  const [open, setOpen] = useState(false)
  const [on, setOn] = useStored<'on' | 'off'>('shortcuts', (stored) => (stored === 'off' ? 'off' : 'on'), 'on')
  const started = useRef(0)
  const items = navigation
    .flatMap((group) => group.items)
    .filter(({ permission, atTenant }) => (atTenant ? canAt(permission, tenantScope) : can(permission)))
  useEffect(() => {
    const show = () => setOpen(true)
    document.addEventListener(helpEvent, show)
    return () => document.removeEventListener(helpEvent, show)
  }, [])
  useEffect(() => {
    if (on === 'off') return undefined
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return
      const isSequence = Date.now() - started.current < sequenceMs
      started.current = 0
      if (isSequence) {
        const item = items.find(({ letter }) => letter === event.key)
        if (item === undefined) return
        event.preventDefault()
        go(item.to, item.search)
        return
      }
      if (event.key === 'g') started.current = Date.now()
      if (event.key === '?') setOpen(true)
      if (event.key === '/') {
        event.preventDefault()
        document.dispatchEvent(new Event('toride:search'))
      }
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [on, items, go])
  if (!open) return null
  const rows: readonly (readonly [readonly string[], string])[] = [
    ...items.map(({ letter, label }) => [['g', letter], t('shell:shortcuts.goTo', { page: t(label) })] as const),
    [['/'], t('shell:shortcuts.search')],
    [['j'], t('shell:shortcuts.next')],
    [['k'], t('shell:shortcuts.previous')],
    [['Enter'], t('shell:shortcuts.open')],
    [['x'], t('shell:shortcuts.select')],
    [['Esc'], t('shell:shortcuts.close')],
    [['?'], t('shell:shortcuts.help')],
  ]
  return (
    <Dialog open onOpenChange={(_, data) => setOpen(data.open)}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('shell:shortcuts.title')}</DialogTitle>
          <DialogContent>
            <Switch
              label={t('shell:shortcuts.enabled')}
              checked={on === 'on'}
              onChange={(_, { checked }) => setOn(checked ? 'on' : 'off')}
            />
            <table className={styles.table}>
              <tbody>
                {rows.map(([keys, words]) => (
                  <tr key={words} className={styles.row}>
                    <td className={styles.keys}>
                      {keys.map((key) => (
                        <kbd key={key} className={styles.key}>
                          {key}
                        </kbd>
                      ))}
                    </td>
                    <td>{words}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={() => setOpen(false)}>
              {t('ui:actions.close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
