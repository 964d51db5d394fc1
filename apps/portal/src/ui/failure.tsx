import { Button } from '@fluentui/react-components'
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle'
import { LockClosedRegular } from '@fluentui/react-icons/svg/lock-closed'
import { PlugDisconnectedRegular } from '@fluentui/react-icons/svg/plug-disconnected'
import { SearchRegular } from '@fluentui/react-icons/svg/search'
import { isForbidden, isMissing, problemOf } from '../data/problem.ts'
import { useErrorText } from '../words/use-error-text.ts'
import { useText } from '../words/use-text.ts'
import { EmptyState } from './empty-state.tsx'

/** What is shown instead of data that could not be had: no permission, not there, no connection, or an error, each in its own way. */
export function Failure({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const { t } = useText()
  const errorText = useErrorText()
  const problem = problemOf(error)
  const again = retry !== undefined && (
    <Button appearance="primary" onClick={retry}>
      {t('ui:failure.retry')}
    </Button>
  )
  if (isForbidden(error)) {
    return <EmptyState icon={LockClosedRegular} title={t('ui:failure.forbidden')} text={t('ui:failure.forbiddenText')} />
  }
  if (isMissing(error)) return <EmptyState icon={SearchRegular} title={t('ui:failure.missing')} text={t('ui:failure.missingText')} />
  if (problem === undefined) {
    return <EmptyState icon={PlugDisconnectedRegular} title={t('ui:failure.offline')} text={t('ui:failure.offlineText')} action={again} />
  }
  return <EmptyState icon={ErrorCircleRegular} title={t('ui:failure.title')} text={errorText(error)} action={again} />
}
