import { paths } from '../data/paths.ts'
import { LinkTabs } from '../ui/link-tabs.tsx'
import { useText } from '../words/use-text.ts'

export function UserTabs() {
  const { t } = useText()
  return (
    <LinkTabs
      label={t('shell:pages.users')}
      tabs={[
        { to: paths.users, label: t('users:users') },
        { to: paths.roles, label: t('users:roles') },
      ]}
    />
  )
}
