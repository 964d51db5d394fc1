import { paths } from '../data/paths.ts'
import { LinkTabs } from '../ui/link-tabs.tsx'
import { useText } from '../words/use-text.ts'

/** The two ways to look at what there is: every resource, or cluster by cluster. */
export function InventoryTabs() {
  const { t } = useText()
  return (
    <LinkTabs
      label={t('shell:pages.inventory')}
      tabs={[
        { to: paths.inventory, label: t('inventory:resources') },
        { to: paths.clusters, label: t('shell:pages.clusters') },
      ]}
    />
  )
}
