import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components'
import { useText } from '../words/use-text.ts'
import { FormError } from './form.tsx'

/** Asks before something that cannot be undone, and says what it would take away. */
export function ConfirmDialog(props: {
  readonly title: string
  readonly text: string
  readonly action: string
  readonly isBusy: boolean
  readonly error: unknown
  readonly onConfirm: () => void
  readonly onCancel: () => void
}) {
  const { t } = useText()
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && props.onCancel()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{props.title}</DialogTitle>
          <DialogContent>
            {props.text}
            <FormError error={props.error} />
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" disabledFocusable={props.isBusy} onClick={props.onConfirm}>
              {props.action}
            </Button>
            <Button onClick={props.onCancel}>{t('ui:actions.cancel')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
