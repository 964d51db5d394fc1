import { useParams } from '@tanstack/react-router'
import type { Policy, PolicyDocument } from '@toride/contract/policies'
import { paths } from '../../data/paths.ts'
import { useApi } from '../../data/use-api.ts'
import { useSearchState } from '../../data/use-search-state.ts'
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useText } from '../../words/use-text.ts'
import { PolicyForm } from './policy-form.tsx'

/** A new policy assignment; begun from a recommendation, it is named after that. */
export function NewPolicyPage() {
  const { first } = useSearchState()
  const document: PolicyDocument = {
    apiVersion: 'toride.dev/v1',
    kind: 'PolicyAssignment',
    metadata: { name: first('check') ?? '' },
    spec: { checks: {} },
  }
  return <PolicyEditor document={document} />
}

/** One policy assignment. */
export function PolicyPage() {
  const { t } = useText()
  const { policy } = useParams({ strict: false }) as { policy: string }
  const answer = useApi('getPolicy', { params: { policy } })
  if (answer.data !== undefined) return <PolicyEditor key={answer.data.updatedAt} policy={answer.data} document={answer.data.document} />
  return (
    <Page title={t('shell:pages.policies')} above={<PolicyCrumbs current={policy} />}>
      {answer.error === null ? <Loading lines={8} /> : <Failure error={answer.error} retry={() => void answer.refetch()} />}
    </Page>
  )
}

function PolicyCrumbs({ current }: { readonly current: string }) {
  const { t } = useText()
  return <Breadcrumbs above={[{ label: t('shell:pages.policies'), to: paths.policies }]} current={current} />
}

function PolicyEditor({ policy, document }: { readonly policy?: Policy; readonly document: PolicyDocument }) {
  const { t } = useText()
  const title = policy?.name ?? t('policies:add')
  return (
    <Page title={title} help={t('policies:formHelp')} above={<PolicyCrumbs current={title} />}>
      <PolicyForm {...(policy && { policy })} initial={document} />
    </Page>
  )
}
