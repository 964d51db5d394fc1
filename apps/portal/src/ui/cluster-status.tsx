import { Badge } from '@fluentui/react-components'
import type { Cluster } from '@toride/contract/environments'
import { useText } from '../words/use-text.ts'

const colors = {
  pending: 'informative',
  synced: 'success',
  partial: 'warning',
  unreachable: 'danger',
  unauthorized: 'danger',
  error: 'danger',
} as const

/** How well a cluster is known, in one word. */
export function ClusterStatus({ status }: { readonly status: Cluster['status'] }) {
  const { t } = useText()
  return (
    <Badge appearance="tint" color={colors[status]}>
      {t(`clusters:status.${status}`)}
    </Badge>
  )
}
