import { Switch } from '@fluentui/react-components'
import { useSearchState } from '../../data/use-search-state.ts'
import { InventoryTabs } from '../../lists/inventory-tabs.tsx'
import { ResourceList } from '../../lists/resource-list.tsx'
import { Page } from '../../ui/page.tsx'
import { SavedViews } from '../../ui/saved-views.tsx'
import { useText } from '../../words/use-text.ts'

/** Everything that is known of the clusters, with its health. */
export function InventoryPage() {
  const { t } = useText()
  const state = useSearchState()
  return (
    <Page
      title={t('shell:pages.inventory')}
      help={t('inventory:help')}
      actions={
        <>
          <Switch
            label={t('inventory:withOwned')}
            checked={state.first('pods') === 'all'}
            onChange={(_, { checked }) => state.change({ pods: checked ? 'all' : undefined })}
          />
          <SavedViews page="inventory" state={state} />
        </>
      }
    >
      <InventoryTabs />
      <ResourceList state={state} name="inventory" label={t('shell:pages.inventory')} />
    </Page>
  )
}
