import {
  Badge,
  Button,
  Field,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Select,
  tokens,
} from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons/svg/add'
import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { EditRegular } from '@fluentui/react-icons/svg/edit'
import { FolderRegular } from '@fluentui/react-icons/svg/folder'
import { OrganizationRegular } from '@fluentui/react-icons/svg/organization'
import type { Environment } from '@toride/contract/environments'
import { tenantScope } from '@toride/core/access'
import { type ReactNode, useState } from 'react'
import { AddClusterDialog } from '../../actions/add-cluster-dialog.tsx'
import { paths } from '../../data/paths.ts'
import { useSession } from '../../data/session.tsx'
import { useApi, useApiChange } from '../../data/use-api.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { Card } from '../../ui/card.tsx'
import { ClusterStatus } from '../../ui/cluster-status.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Form, TextField } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { ScoreRing } from '../../ui/score-ring.tsx'
import { useText } from '../../words/use-text.ts'

const useStyles = makeStyles({
  group: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  groupHead: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  groupName: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, fontWeight: tokens.fontWeightSemibold },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  name: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM, minWidth: 0 },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  note: { color: tokens.colorNeutralForeground3 },
})

type Open =
  | { readonly kind: 'environment'; readonly environment?: Environment }
  | { readonly kind: 'group'; readonly group?: { readonly id: string; readonly name: string } }
  | { readonly kind: 'cluster'; readonly environment: string }
  | { readonly kind: 'remove'; readonly environment: Environment }
  | { readonly kind: 'removeGroup'; readonly group: { readonly id: string; readonly name: string } }

/** The tree of what is watched: groups, environments, clusters; what is added here is watched at once. */
export function EnvironmentsPage() {
  const { t } = useText()
  const { canAt } = useSession()
  const tree = useApi('getEnvironmentTree', {})
  const [open, setOpen] = useState<Open>()
  const canAll = canAt('environment:write', tenantScope)
  const actions = canAll && (
    <>
      <Button appearance="primary" icon={<AddRegular />} onClick={() => setOpen({ kind: 'environment' })}>
        {t('environments:add')}
      </Button>
      <Button onClick={() => setOpen({ kind: 'group' })}>{t('environments:addGroup')}</Button>
    </>
  )
  const groups = tree.data?.groups ?? []
  const environments = tree.data?.environments ?? []
  const loose = environments.filter(({ group }) => group === null)
  const done = () => setOpen(undefined)
  return (
    <Page title={t('shell:pages.environments')} help={t('environments:help')} actions={actions}>
      {tree.error !== null && (
        <Card>
          <Failure error={tree.error} retry={() => void tree.refetch()} />
        </Card>
      )}
      {tree.isPending && <Loading lines={6} />}
      {tree.data !== undefined && environments.length === 0 && groups.length === 0 && (
        <Card>
          <EmptyState icon={OrganizationRegular} title={t('environments:empty')} text={t('environments:emptyText')} action={actions} />
        </Card>
      )}
      {groups.map((group) => (
        <Group
          key={group.id}
          name={group.name}
          actions={
            canAll && (
              <>
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<EditRegular />}
                  aria-label={t('environments:renameNamed', { name: group.name })}
                  onClick={() => setOpen({ kind: 'group', group })}
                />
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<DeleteRegular />}
                  aria-label={t('environments:removeNamed', { name: group.name })}
                  onClick={() => setOpen({ kind: 'removeGroup', group })}
                />
              </>
            )
          }
        >
          {environments
            .filter((environment) => environment.group?.id === group.id)
            .map((environment) => (
              <EnvironmentCard key={environment.id} environment={environment} heading="h3" onOpen={setOpen} />
            ))}
        </Group>
      ))}
      {loose.map((environment) => (
        <EnvironmentCard key={environment.id} environment={environment} heading="h2" onOpen={setOpen} />
      ))}
      {open?.kind === 'environment' && (
        <EnvironmentDialog {...(open.environment && { environment: open.environment })} groups={groups} onDone={done} />
      )}
      {open?.kind === 'group' && <GroupDialog {...(open.group && { group: open.group })} onDone={done} />}
      {open?.kind === 'cluster' && <AddClusterDialog environment={open.environment} onDone={done} />}
      {open?.kind === 'remove' && <RemoveEnvironment environment={open.environment} onDone={done} />}
      {open?.kind === 'removeGroup' && <RemoveGroup group={open.group} onDone={done} />}
    </Page>
  )
}

function Group({ name, actions, children }: { readonly name: string; readonly actions: ReactNode; readonly children: ReactNode }) {
  const styles = useStyles()
  return (
    <section className={styles.group} aria-label={name}>
      <div className={styles.groupHead}>
        <FolderRegular aria-hidden />
        <h2 className={styles.groupName}>{name}</h2>
        {actions}
      </div>
      {children}
    </section>
  )
}

function EnvironmentCard(props: {
  readonly environment: Environment
  readonly heading: 'h2' | 'h3'
  readonly onOpen: (open: Open) => void
}) {
  const styles = useStyles()
  const { t } = useText()
  const { canAt } = useSession()
  const announce = useAnnounce()
  const { environment, onOpen, heading: Heading } = props
  const score = useApi('getScore', { query: {} })
  const percent = score.data?.environments.find((one) => one.environment.id === environment.id)?.workloadPercent ?? null
  const remove = useApiChange('deleteEnvironment', ['getEnvironmentTree', 'listClusters', 'getScore', 'listRecommendations'])
  const canWrite = canAt('environment:write', { level: 'environment', environment: environment.id })
  const canRemove = canAt('environment:write', tenantScope)
  return (
    <Card>
      <div className={styles.head}>
        <div className={styles.name}>
          <ScoreRing percent={percent} size={48} label={t('ui:score.of', { name: environment.name })} />
          <Heading className={styles.title}>{environment.name}</Heading>
          {environment.demo && (
            <Badge appearance="tint" color="warning">
              {t('environments:demo')}
            </Badge>
          )}
        </div>
        <div className={styles.actions}>
          {canWrite && (
            <Button size="small" icon={<AddRegular />} onClick={() => onOpen({ kind: 'cluster', environment: environment.id })}>
              {t('clusters:add')}
            </Button>
          )}
          {canWrite && (
            <Button size="small" appearance="subtle" icon={<EditRegular />} onClick={() => onOpen({ kind: 'environment', environment })}>
              {t('environments:edit')}
            </Button>
          )}
          {canRemove && !environment.demo && (
            <Button size="small" appearance="subtle" icon={<DeleteRegular />} onClick={() => onOpen({ kind: 'remove', environment })}>
              {t('environments:remove')}
            </Button>
          )}
        </div>
      </div>
      {environment.demo && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('environments:demoTitle')}</MessageBarTitle>
            {t('environments:demoText')}
          </MessageBarBody>
          {canRemove && (
            <MessageBarActions>
              <Button
                disabledFocusable={remove.isPending}
                onClick={() =>
                  remove.mutate({ params: { environment: environment.id } }, { onSuccess: () => announce(t('environments:demoRemoved')) })
                }
              >
                {t('environments:removeDemo')}
              </Button>
            </MessageBarActions>
          )}
        </MessageBar>
      )}
      {environment.clusters.length === 0 && <span className={styles.note}>{t('environments:noClusters')}</span>}
      <ul className={styles.list}>
        {environment.clusters.map((cluster) => (
          <li key={cluster.id} className={styles.row}>
            <div>
              <PageLink to={paths.cluster(cluster.id)}>{cluster.name}</PageLink>
              <div className={styles.note}>
                {t(`clusters:kind.${cluster.kind}`)} ·{' '}
                {t('overview:unhealthyOf', { unhealthy: cluster.unhealthyResources, count: cluster.resources })}
              </div>
            </div>
            <ClusterStatus status={cluster.status} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function EnvironmentDialog(props: {
  readonly environment?: Environment
  readonly groups: readonly { readonly id: string; readonly name: string }[]
  readonly onDone: () => void
}) {
  const { t } = useText()
  const { environment } = props
  const [name, setName] = useState(environment?.name ?? '')
  const [group, setGroup] = useState(environment?.group?.id ?? '')
  const create = useApiChange('createEnvironment', ['getEnvironmentTree'])
  const update = useApiChange('updateEnvironment', ['getEnvironmentTree'])
  const body = { name: name.trim(), group: group === '' ? null : group }
  const submit = () =>
    environment === undefined
      ? create.mutate({ body }, { onSuccess: props.onDone })
      : update.mutate({ params: { environment: environment.id }, body }, { onSuccess: props.onDone })
  const error = create.error ?? update.error
  return (
    <FormDialog title={environment === undefined ? t('environments:add') : t('environments:edit')} onDone={props.onDone}>
      <Form
        action={t('ui:actions.save')}
        isBusy={create.isPending || update.isPending}
        isComplete={name.trim() !== ''}
        error={error}
        onSubmit={submit}
        onCancel={props.onDone}
      >
        <TextField
          name="name"
          label={t('inventory:column.name')}
          hint={t('environments:nameHint')}
          value={name}
          onChange={setName}
          error={error}
          maxLength={100}
          required
        />
        {props.groups.length > 0 && (
          <Field label={t('environments:group')}>
            <Select value={group} onChange={(_, { value }) => setGroup(value)}>
              <option value="">{t('ui:none')}</option>
              {props.groups.map(({ id, name: label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
        )}
      </Form>
    </FormDialog>
  )
}

function GroupDialog(props: { readonly group?: { readonly id: string; readonly name: string }; readonly onDone: () => void }) {
  const { t } = useText()
  const { group } = props
  const [name, setName] = useState(group?.name ?? '')
  const create = useApiChange('createGroup', ['getEnvironmentTree'])
  const update = useApiChange('updateGroup', ['getEnvironmentTree'])
  const error = create.error ?? update.error
  const submit = () =>
    group === undefined
      ? create.mutate({ body: { name: name.trim() } }, { onSuccess: props.onDone })
      : update.mutate({ params: { group: group.id }, body: { name: name.trim() } }, { onSuccess: props.onDone })
  return (
    <FormDialog title={group === undefined ? t('environments:addGroup') : t('environments:renameGroup')} onDone={props.onDone}>
      <Form
        action={t('ui:actions.save')}
        isBusy={create.isPending || update.isPending}
        isComplete={name.trim() !== ''}
        error={error}
        onSubmit={submit}
        onCancel={props.onDone}
      >
        <TextField name="name" label={t('inventory:column.name')} value={name} onChange={setName} error={error} maxLength={100} required />
      </Form>
    </FormDialog>
  )
}

function RemoveEnvironment({ environment, onDone }: { readonly environment: Environment; readonly onDone: () => void }) {
  const { t } = useText()
  const remove = useApiChange('deleteEnvironment', ['getEnvironmentTree', 'listClusters', 'getScore', 'listRecommendations'])
  return (
    <ConfirmDialog
      title={t('environments:removeTitle', { name: environment.name })}
      text={t('environments:removeText', { count: environment.clusters.length })}
      action={t('environments:remove')}
      isBusy={remove.isPending}
      error={remove.error}
      onCancel={onDone}
      onConfirm={() => remove.mutate({ params: { environment: environment.id } }, { onSuccess: onDone })}
    />
  )
}

function RemoveGroup({ group, onDone }: { readonly group: { readonly id: string; readonly name: string }; readonly onDone: () => void }) {
  const { t } = useText()
  const remove = useApiChange('deleteGroup', ['getEnvironmentTree'])
  return (
    <ConfirmDialog
      title={t('environments:removeTitle', { name: group.name })}
      text={t('environments:removeGroupText')}
      action={t('environments:remove')}
      isBusy={remove.isPending}
      error={remove.error}
      onCancel={onDone}
      onConfirm={() => remove.mutate({ params: { group: group.id } }, { onSuccess: onDone })}
    />
  )
}
