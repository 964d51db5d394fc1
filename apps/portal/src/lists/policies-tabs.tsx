import { paths } from '../data/paths.ts'
import { useSession } from '../data/session.tsx'
import { LinkTabs } from '../ui/link-tabs.tsx'
import { useText } from '../words/use-text.ts'

/** Policies and the exemptions from them. */
export function PoliciesTabs() {
  const { t } = useText()
  const { can } = useSession()
  return (
    <LinkTabs
      label={t('shell:pages.policies')}
      tabs={[
        ...(can('policy:read') ? [{ to: paths.policies, label: t('policies:assignments') }] : []),
        { to: paths.exemptions, label: t('shell:pages.exemptions') },
      ]}
    />
  )
}
