import { Button, Field, Input, MessageBar, MessageBarBody, makeStyles, Textarea, tokens } from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import type { Policy, PolicyDocument } from '@toride/contract/policies'
import { useState } from 'react'
import { paths } from '../../data/paths.ts'
import { useSession } from '../../data/session.tsx'
import { useApi, useApiChange } from '../../data/use-api.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { Card } from '../../ui/card.tsx'
import { CheckList } from '../../ui/check-list.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { FormError, TextField } from '../../ui/form.tsx'
import { useGo } from '../../ui/page-link.tsx'
import { useText } from '../../words/use-text.ts'
import { CheckTable } from './check-table.tsx'
import { Consequences } from './consequences.tsx'
import { readLabels, writeLabels } from './label-text.ts'
import { linesOf } from './parameter-text.ts'

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 22rem',
    alignItems: 'start',
    gap: tokens.spacingHorizontalL,
    '@media (max-width: 1100px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL, minWidth: 0 },
  side: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    position: 'sticky',
    top: tokens.spacingVerticalL,
    '@media (max-width: 1100px)': { position: 'static' },
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  fields: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL, border: 'none', margin: 0, padding: 0, minWidth: 0 },
  scope: {
    display: 'grid',
    alignItems: 'start',
    gridTemplateColumns: 'repeat(auto-fit, minmax(14rem, 1fr))',
    gap: tokens.spacingHorizontalL,
  },
})

const stale = [
  'listPolicies',
  'listRecommendations',
  'getRecommendation',
  'listAffectedResources',
  'listAssessments',
  'listResources',
  'getScore',
] as const

/** The form of a name that Kubernetes objects have, too. */
const namePattern = /^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/

/** What the fields of the scope hold while they are edited. */
type ScopeFields = {
  readonly environments: readonly string[]
  readonly clusters: readonly string[]
  readonly namespaces: string
  readonly labels: string
}

/** A policy assignment with its consequences: what would change stands beside the form before it is saved. */
export function PolicyForm({ policy, initial }: { readonly policy?: Policy; readonly initial: PolicyDocument }) {
  const styles = useStyles()
  const { t } = useText()
  const go = useGo()
  const announce = useAnnounce()
  const { can } = useSession()
  const tree = useApi('getEnvironmentTree', {})
  const [name, setName] = useState(initial.metadata.name)
  const [priority, setPriority] = useState(String(initial.spec.priority ?? 0))
  const [checks, setChecks] = useState(initial.spec.checks)
  const [scope, setScope] = useState<ScopeFields>(() => ({
    environments: initial.spec.scope?.environments ?? [],
    clusters: initial.spec.scope?.clusters ?? [],
    namespaces: (initial.spec.scope?.namespaces ?? []).join('\n'),
    labels: writeLabels(initial.spec.scope?.labelSelector?.matchLabels ?? {}),
  }))
  const [isRemoving, setRemoving] = useState(false)
  const create = useApiChange('createPolicy', stale)
  const update = useApiChange('updatePolicy', [...stale, 'getPolicy'])
  const remove = useApiChange('deletePolicy', stale)
  const canWrite = can('policy:write')
  const labels = readLabels(scope.labels)
  const isNameGood = namePattern.test(name)
  const isPriorityGood = /^-?\d{1,4}$/.test(priority.trim()) && Math.abs(Number(priority)) <= 1000
  const isComplete = isNameGood && isPriorityGood && labels.ok
  const document = documentOf(initial, name, Number(priority), checks, scope, labels.ok ? labels.labels : {})
  const error = create.error ?? update.error
  const isBusy = create.isPending || update.isPending
  const save = () => {
    if (!isComplete || isBusy) return
    const onSuccess = () => {
      announce(t('policies:saved'))
      go(paths.policies)
    }
    if (policy === undefined) create.mutate({ body: document }, { onSuccess })
    else update.mutate({ params: { policy: policy.id }, body: document }, { onSuccess })
  }
  const denies = Object.values(checks).some(({ effect }) => effect === 'deny')
  const environments = tree.data?.environments ?? []
  const clusters = environments
    .filter(({ id }) => scope.environments.length === 0 || scope.environments.includes(id))
    .flatMap((one) => one.clusters)
  return (
    <div className={styles.root}>
      <div className={styles.column}>
        <Card title={t('policies:basics')}>
          <fieldset className={styles.fields} disabled={!canWrite}>
            <TextField
              name="metadata/name"
              label={t('inventory:column.name')}
              hint={t('policies:nameHint')}
              {...(name !== '' && !isNameGood && { message: t('policies:nameWrong') })}
              value={name}
              onChange={setName}
              error={error}
              maxLength={63}
              required
            />
            <div className={styles.scope}>
              <CheckList
                label={t('shell:scope.environment')}
                hint={t('policies:noneIsAll')}
                options={environments}
                chosen={scope.environments}
                onChange={(next) => setScope({ ...scope, environments: next })}
              />
              <CheckList
                label={t('shell:scope.cluster')}
                hint={t('policies:noneIsAll')}
                options={clusters}
                chosen={scope.clusters}
                onChange={(next) => setScope({ ...scope, clusters: next })}
              />
              <Field label={t('shell:scope.namespace')} hint={t('policies:namespacesHint')}>
                <Textarea
                  value={scope.namespaces}
                  rows={3}
                  resize="vertical"
                  onChange={(_, { value }) => setScope({ ...scope, namespaces: value })}
                />
              </Field>
              <Field
                label={t('policies:labels')}
                hint={t('policies:labelsHint')}
                {...(!labels.ok && { validationMessage: t('policies:labelWrong', { line: labels.line }) })}
              >
                <Textarea
                  value={scope.labels}
                  rows={3}
                  resize="vertical"
                  placeholder="app.kubernetes.io/part-of=shop"
                  onChange={(_, { value }) => setScope({ ...scope, labels: value })}
                />
              </Field>
              <Field
                label={t('policies:priority')}
                hint={t('policies:priorityHint')}
                {...(!isPriorityGood && { validationMessage: t('policies:wrong.range', { minimum: -1000, maximum: 1000 }) })}
              >
                <Input value={priority} inputMode="numeric" onChange={(_, { value }) => setPriority(value)} />
              </Field>
            </div>
          </fieldset>
        </Card>
        <CheckTable checks={checks} canWrite={canWrite} onChange={setChecks} />
      </div>
      <div className={styles.side}>
        {denies && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{t('recommendations:notEnforced')}</MessageBarBody>
          </MessageBar>
        )}
        {canWrite && isComplete && <Consequences document={document} replaces={policy?.id} />}
        {canWrite && (
          <>
            <FormError error={error} />
            <div className={styles.actions}>
              <Button appearance="primary" disabledFocusable={!isComplete || isBusy} onClick={save}>
                {t('ui:actions.save')}
              </Button>
              <Button onClick={() => go(paths.policies)}>{t('ui:actions.cancel')}</Button>
              {policy !== undefined && (
                <Button appearance="subtle" icon={<DeleteRegular />} onClick={() => setRemoving(true)}>
                  {t('policies:remove')}
                </Button>
              )}
            </div>
          </>
        )}
      </div>
      {isRemoving && policy !== undefined && (
        <ConfirmDialog
          title={t('policies:removeTitle', { name: policy.name })}
          text={t('policies:removeText')}
          action={t('policies:remove')}
          isBusy={remove.isPending}
          error={remove.error}
          onCancel={() => setRemoving(false)}
          onConfirm={() => remove.mutate({ params: { policy: policy.id } }, { onSuccess: () => go(paths.policies) })}
        />
      )}
    </div>
  )
}

/** The document that the fields describe; what the form does not show (expressions on labels) stays as it was. */
function documentOf(
  initial: PolicyDocument,
  name: string,
  priority: number,
  checks: PolicyDocument['spec']['checks'],
  fields: ScopeFields,
  matchLabels: Readonly<Record<string, string>>,
): PolicyDocument {
  const matchExpressions = initial.spec.scope?.labelSelector?.matchExpressions
  const namespaces = linesOf(fields.namespaces)
  const labelSelector = {
    ...(Object.keys(matchLabels).length > 0 && { matchLabels }),
    ...(matchExpressions !== undefined && { matchExpressions }),
  }
  const scope = {
    ...(fields.environments.length > 0 && { environments: [...fields.environments] }),
    ...(fields.clusters.length > 0 && { clusters: [...fields.clusters] }),
    ...(namespaces.length > 0 && { namespaces }),
    ...(Object.keys(labelSelector).length > 0 && { labelSelector }),
  }
  return {
    apiVersion: 'toride.dev/v1',
    kind: 'PolicyAssignment',
    metadata: { name },
    spec: { ...(priority !== 0 && { priority }), ...(Object.keys(scope).length > 0 && { scope }), checks },
  }
}
