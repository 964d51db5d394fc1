import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import type { FixPreview } from '@toride/contract/fixes'
import { useState } from 'react'
import { paths } from '../data/paths.ts'
import { useSession } from '../data/session.tsx'
import { useApi, useApiChange } from '../data/use-api.ts'
import { useAnnounce } from '../ui/announcer.tsx'
import { Diff } from '../ui/diff.tsx'
import { Failure } from '../ui/failure.tsx'
import { FormError } from '../ui/form.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { useErrorText } from '../words/use-error-text.ts'
import { useText } from '../words/use-text.ts'
import { fixFileName } from './fix-file-name.ts'

const useStyles = makeStyles({
  surface: { maxWidth: 'min(1120px, calc(100vw - 32px))', width: '100%', boxSizing: 'border-box' },
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXL },
  one: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS, minWidth: 0 },
  name: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  where: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
})

const intents = {
  ready: 'success',
  'take-to-source': 'info',
  'not-permitted': 'warning',
  refused: 'error',
  'no-fix': 'warning',
  healthy: 'success',
} as const

/**
 * Fix: shows the exact change of each resource first, tried by the cluster in a dry run, and applies it as a job only then.
 * What belongs to Helm, Argo CD, Flux or a file is given as a patch for its source.
 */
export function FixDialog(props: {
  readonly check: string
  readonly title: string
  readonly resources: readonly string[]
  readonly onDone: () => void
}) {
  const styles = useStyles()
  const { t } = useText()
  const { can } = useSession()
  const announce = useAnnounce()
  const preview = usePreview(props.check, props.resources)
  const apply = useApiChange('applyFix', ['listJobs', 'getRecommendation', 'listAffectedResources', 'getResource', 'listResources'])
  const [job, setJob] = useState<string | undefined>()
  const ready = (preview.data?.items ?? []).filter(({ status }) => status === 'ready')
  const run = () =>
    apply.mutate(
      { body: { check: props.check, resources: ready.map(({ resource }) => resource.id) } },
      {
        onSuccess: (started) => {
          setJob(started.id)
          announce(t('recommendations:fix.started'))
        },
      },
    )
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && props.onDone()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle
            action={<Button appearance="subtle" aria-label={t('ui:actions.close')} icon={<DismissRegular />} onClick={props.onDone} />}
          >
            {t('recommendations:fix.title', { count: props.resources.length })}
          </DialogTitle>
          <DialogContent className={styles.content}>
            <p className={styles.note}>{props.title}</p>
            {preview.isPending && <Loading lines={6} />}
            {preview.error !== null && <Failure error={preview.error} retry={preview.retry} />}
            {preview.data?.items.map((item) => (
              <FixItem key={item.resource.id} item={item} />
            ))}
            <FormError error={apply.error} />
            {job !== undefined && (
              <MessageBar intent="success" layout="multiline">
                <MessageBarBody>
                  <MessageBarTitle>{t('recommendations:fix.started')}</MessageBarTitle>
                  {t('recommendations:fix.startedText')}{' '}
                  <PageLink to={paths.jobs} search={{ pane: job }}>
                    {t('recommendations:fix.watch')}
                  </PageLink>
                </MessageBarBody>
              </MessageBar>
            )}
          </DialogContent>
          <DialogActions>
            {can('fix:apply') && job === undefined && ready.length > 0 && (
              <Button appearance="primary" disabledFocusable={apply.isPending} onClick={run}>
                {t('recommendations:fix.apply', { count: ready.length })}
              </Button>
            )}
            <Button onClick={props.onDone}>{t('ui:actions.close')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

/** The preview is a question although it is asked with POST: nothing is changed by it. */
function usePreview(check: string, resources: readonly string[]) {
  const answer = useApi('previewFix', { body: { check, resources: [...resources] } })
  return { data: answer.data, error: answer.error, isPending: answer.isPending, retry: () => void answer.refetch() }
}

function FixItem({ item }: { readonly item: FixPreview }) {
  const styles = useStyles()
  const { t } = useText()
  const errorText = useErrorText()
  const { resource } = item
  const where = [resource.namespace, resource.cluster.name].filter((part) => part !== '').join(' · ')
  const file = item.file
  const name = file?.path ?? `${resource.kind}/${resource.name}`
  return (
    <section className={styles.one} aria-label={`${resource.kind} ${resource.name}`}>
      <h3 className={styles.name}>
        {resource.kind} {resource.name} <span className={styles.where}>{where}</span>
      </h3>
      <MessageBar intent={intents[item.status]} layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t(`recommendations:fix.status.${item.status}`)}</MessageBarTitle>
          {item.status === 'take-to-source' &&
            file === null &&
            item.managedBy !== null &&
            t('recommendations:fix.managedBy', { tool: item.managedBy })}
          {item.status === 'take-to-source' && file !== null && t('recommendations:fix.inFile', { file: file.path })}
          {item.status === 'ready' && item.dryRun === true && t('recommendations:fix.dryRun')}{' '}
          {item.problem !== null && errorText(item.problem)}{' '}
          {item.patch.length > 0 && t('recommendations:fix.effect', { fixed: item.fixedFindings, remaining: item.remainingFindings })}
        </MessageBarBody>
      </MessageBar>
      {item.patch.length > 0 && (
        <Diff
          name={name}
          before={item.before}
          after={item.after}
          patch={item.diff}
          download={
            file === null
              ? { fileName: `${fixFileName(`${resource.kind}-${resource.name}`)}.patch`, text: item.diff }
              : { fileName: fixFileName(file.path), text: file.text }
          }
        />
      )}
    </section>
  )
}
