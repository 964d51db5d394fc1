import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import { type ReactNode, useEffect, useRef } from 'react'
import { useText } from '../words/use-text.ts'

const useStyles = makeStyles({
  drawer: { width: 'min(560px, 100vw)', boxShadow: tokens.shadow28 },
  body: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalL,
  },
  footer: { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  title: { overflowWrap: 'anywhere' },
})

/**
 * Beside a list: enough of one row to decide. The list stays usable; Escape closes the pane and gives the focus back.
 */
export function SidePane(props: {
  readonly open: boolean
  readonly title: ReactNode
  readonly onClose: () => void
  readonly footer?: ReactNode
  readonly children: ReactNode
}) {
  const styles = useStyles()
  const { t } = useText()
  const { open } = props
  // Read while rendering: once the effects run, the pane has taken the focus already.
  const before = useRef<Element | null>(null)
  if (open && before.current === null) before.current = document.activeElement
  useEffect(() => {
    if (open) return
    const origin = before.current
    before.current = null
    if (origin instanceof HTMLElement && origin.isConnected && origin !== document.body) origin.focus()
  }, [open])
  return (
    <OverlayDrawer
      open={props.open}
      position="end"
      modalType="non-modal"
      className={styles.drawer}
      onOpenChange={(_, data) => {
        if (!data.open) props.onClose()
      }}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          className={styles.title}
          action={<Button appearance="subtle" icon={<DismissRegular />} aria-label={t('ui:pane.close')} onClick={props.onClose} />}
        >
          {props.title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>{props.children}</DrawerBody>
      {props.footer !== undefined && <DrawerFooter className={styles.footer}>{props.footer}</DrawerFooter>}
    </OverlayDrawer>
  )
}
