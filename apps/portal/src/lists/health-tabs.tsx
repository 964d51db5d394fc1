import { paths } from '../data/paths.ts'
import { useSession } from '../data/session.tsx'
import { LinkTabs } from '../ui/link-tabs.tsx'
import { useText } from '../words/use-text.ts'

export function HealthTabs() {
  const { t } = useText()
  const { can } = useSession()
  return (
    <LinkTabs
      label={t('shell:pages.health')}
      tabs={[
        ...(can('health:read') ? [{ to: paths.health, label: t('shell:pages.health') }] : []),
        { to: paths.jobs, label: t('shell:pages.jobs') },
      ]}
    />
  )
}
