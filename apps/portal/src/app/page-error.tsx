import { Button } from '@fluentui/react-components'
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle'
import { EmptyState } from '../ui/empty-state.tsx'
import { useText } from '../words/use-text.ts'

/** What stands where a page failed through a fault of ours. */
export function PageError({ error }: { readonly error: Error }) {
  const { t } = useText()
  return (
    <EmptyState
      icon={ErrorCircleRegular}
      title={t('ui:failure.broken')}
      text={error.message}
      action={
        <Button appearance="primary" onClick={() => window.location.reload()}>
          {t('ui:failure.reload')}
        </Button>
      }
    />
  )
}
