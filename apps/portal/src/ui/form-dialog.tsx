import { Button, Dialog, DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import type { ReactNode } from 'react'
import { useText } from '../words/use-text.ts'

const useStyles = makeStyles({ normal: { maxWidth: '560px' }, wide: { maxWidth: '760px' } })

/** A form in a dialog; the form itself brings the buttons. */
export function FormDialog(props: {
  readonly title: string
  readonly wide?: boolean
  readonly onDone: () => void
  readonly children: ReactNode
}) {
  const styles = useStyles()
  const { t } = useText()
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && props.onDone()}>
      <DialogSurface className={props.wide ? styles.wide : styles.normal}>
        <DialogBody>
          <DialogTitle
            action={<Button appearance="subtle" aria-label={t('ui:actions.close')} icon={<DismissRegular />} onClick={props.onDone} />}
          >
            {props.title}
          </DialogTitle>
          <DialogContent>{props.children}</DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
