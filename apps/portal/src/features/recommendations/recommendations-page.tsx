import { useMemo } from 'react'
import { useSearchState } from '../../data/use-search-state.ts'
import { ResourceList } from '../../lists/resource-list.tsx'
import { Page } from '../../ui/page.tsx'
import { SavedViews } from '../../ui/saved-views.tsx'
import { chosenTab, Tabs } from '../../ui/tabs.tsx'
import { useText } from '../../words/use-text.ts'
import { AssessmentList } from './assessment-list.tsx'
import { TitleList } from './title-list.tsx'

/** Every recommendation, by title, by resource, or as a flat list; the filters stay when the view changes. */
export function RecommendationsPage() {
  const { t } = useText()
  const state = useSearchState()
  const tabs = useMemo(
    () =>
      [
        { id: 'title', label: t('recommendations:view.title') },
        { id: 'resource', label: t('recommendations:view.resource') },
        { id: 'flat', label: t('recommendations:view.flat') },
      ] as const,
    [t],
  )
  const view = chosenTab('view', tabs, state)
  return (
    <Page
      title={t('shell:pages.recommendations')}
      help={t('recommendations:help')}
      actions={<SavedViews page="recommendations" state={state} />}
    >
      <Tabs name="view" label={t('recommendations:view.label')} tabs={tabs} state={state} clears={['pane', 'sort']} />
      {view === 'title' && <TitleList state={state} />}
      {view === 'resource' && <ResourceList state={state} name="by-resource" label={t('recommendations:view.resource')} />}
      {view === 'flat' && <AssessmentList state={state} />}
    </Page>
  )
}
