import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Select,
  Tab,
  TabList,
  Textarea,
  tokens,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import { PlugConnectedRegular } from '@fluentui/react-icons/svg/plug-connected'
import type { ResponseOf } from '@toride/contract/client'
import { type ChangeEvent, useState } from 'react'
import { paths } from '../data/paths.ts'
import { fieldMessage } from '../data/problem.ts'
import { useSession } from '../data/session.tsx'
import { useApi, useApiChange } from '../data/use-api.ts'
import { useAnnounce } from '../ui/announcer.tsx'
import { CodeBlock } from '../ui/code-block.tsx'
import { Form, FormError, TextField } from '../ui/form.tsx'
import { useGo } from '../ui/page-link.tsx'
import { useErrorText } from '../words/use-error-text.ts'
import { useText } from '../words/use-text.ts'

/** Makes a read-only service account with a long-lived token and prints a kubeconfig for it. */
const roleCommand = 'npx toride cluster role | kubectl apply -f -'

const useStyles = makeStyles({
  surface: { maxWidth: '720px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  mono: { '& textarea': { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 } },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  file: { display: 'none' },
  forbidden: { margin: 0, paddingInlineStart: '1.2em' },
})

/** Connects a cluster by its kubeconfig, tried before it is kept; or a folder of manifests on the server. */
export function AddClusterDialog({ environment: given, onDone }: { readonly environment?: string; readonly onDone: () => void }) {
  const styles = useStyles()
  const { t } = useText()
  const go = useGo()
  const announce = useAnnounce()
  const { canAt } = useSession()
  const tree = useApi('getEnvironmentTree', {})
  const environments = (tree.data?.environments ?? []).filter(({ id }) =>
    canAt('environment:write', { level: 'environment', environment: id }),
  )
  const [chosen, setChosen] = useState(given ?? '')
  const environment = chosen === '' ? (environments.find(({ demo }) => !demo)?.id ?? '') : chosen
  const [kind, setKind] = useState<'kubernetes' | 'manifests'>('kubernetes')
  const [name, setName] = useState('')
  const [kubeconfig, setKubeconfig] = useState('')
  const [context, setContext] = useState('')
  const [folder, setFolder] = useState('')
  const add = useApiChange('addCluster', ['getEnvironmentTree', 'listClusters'])
  const test = useApiChange('testConnection')
  const connection = { kubeconfig, ...(context.trim() !== '' && { context: context.trim() }) }
  const submit = () =>
    add.mutate(
      {
        params: { environment },
        body: kind === 'kubernetes' ? { kind, name: name.trim(), ...connection } : { kind, name: name.trim(), folder: folder.trim() },
      },
      {
        onSuccess: (cluster) => {
          announce(t('clusters:added'))
          onDone()
          go(paths.cluster(cluster.id))
        },
      },
    )
  const readFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    if (file !== undefined) setKubeconfig(await file.text())
    test.reset()
  }
  const message = fieldMessage(add.error, 'kubeconfig')
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onDone()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle
            action={<Button appearance="subtle" aria-label={t('ui:actions.close')} icon={<DismissRegular />} onClick={onDone} />}
          >
            {t('clusters:add')}
          </DialogTitle>
          <DialogContent>
            <TabList selectedValue={kind} onTabSelect={(_, { value }) => setKind(value === 'manifests' ? 'manifests' : 'kubernetes')}>
              <Tab value="kubernetes">{t('clusters:kind.kubernetes')}</Tab>
              <Tab value="manifests">{t('clusters:kind.manifests')}</Tab>
            </TabList>
            <Form
              action={t('clusters:add')}
              isBusy={add.isPending}
              isComplete={
                environment !== '' && name.trim() !== '' && (kind === 'kubernetes' ? kubeconfig.trim() !== '' : folder.trim() !== '')
              }
              error={add.error}
              onSubmit={submit}
              onCancel={onDone}
            >
              <Field
                label={t('shell:scope.environment')}
                required
                {...(environments.length === 0 && { hint: t('clusters:noEnvironment') })}
              >
                <Select value={environment} onChange={(_, { value }) => setChosen(value)}>
                  {environments.map(({ id, name: label }) => (
                    <option key={id} value={id}>
                      {label}
                    </option>
                  ))}
                </Select>
              </Field>
              <TextField
                name="name"
                label={t('inventory:column.name')}
                value={name}
                onChange={setName}
                error={add.error}
                maxLength={100}
                required
              />
              {kind === 'manifests' && (
                <TextField
                  name="folder"
                  label={t('clusters:folder')}
                  hint={t('clusters:folderHint')}
                  value={folder}
                  onChange={setFolder}
                  error={add.error}
                  required
                />
              )}
              {kind === 'kubernetes' && (
                <>
                  <p className={styles.note}>{t('clusters:roleText')}</p>
                  <CodeBlock name={t('clusters:role')} text={roleCommand} />
                  <Field
                    label={t('clusters:kubeconfig')}
                    required
                    hint={t('clusters:kubeconfigHint')}
                    {...(message !== undefined && { validationMessage: message })}
                  >
                    <Textarea
                      className={styles.mono}
                      value={kubeconfig}
                      rows={6}
                      resize="vertical"
                      spellCheck={false}
                      onChange={(_, { value }) => {
                        setKubeconfig(value)
                        test.reset()
                      }}
                    />
                  </Field>
                  <div className={styles.row}>
                    <UploadButton label={t('clusters:upload')} onChange={(event) => void readFile(event)} />
                    <Button
                      icon={<PlugConnectedRegular />}
                      disabledFocusable={kubeconfig.trim() === '' || environment === '' || test.isPending}
                      onClick={() => test.mutate({ params: { environment }, body: connection })}
                    >
                      {test.isPending ? t('clusters:testing') : t('clusters:test')}
                    </Button>
                  </div>
                  <TextField
                    name="context"
                    label={t('clusters:context')}
                    hint={t('clusters:contextHint')}
                    value={context}
                    onChange={setContext}
                    error={add.error}
                  />
                  {test.error !== null && <FormError error={test.error} />}
                  {test.data !== undefined && <TestResult result={test.data} />}
                </>
              )}
            </Form>
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

function UploadButton({ label, onChange }: { readonly label: string; readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void }) {
  const styles = useStyles()
  const [input, setInput] = useState<HTMLInputElement | null>(null)
  return (
    <>
      <input ref={setInput} type="file" className={styles.file} aria-hidden tabIndex={-1} onChange={onChange} />
      <Button onClick={() => input?.click()}>{label}</Button>
    </>
  )
}

function TestResult({ result }: { readonly result: ResponseOf<'testConnection'> }) {
  const styles = useStyles()
  const { t } = useText()
  const errorText = useErrorText()
  return (
    <MessageBar intent={!result.ok ? 'error' : result.forbidden.length > 0 ? 'warning' : 'success'} layout="multiline" aria-live="polite">
      <MessageBarBody>
        <MessageBarTitle>{result.ok ? t('clusters:testOk', { version: result.version ?? '' }) : t('clusters:testFailed')}</MessageBarTitle>
        {result.problem !== null && errorText(result.problem)}
        {result.ok && (result.writable ? t('clusters:writable') : t('clusters:readOnly'))}
        {result.forbidden.length > 0 && (
          <>
            <p className={styles.note}>{t('clusters:forbidden', { count: result.forbidden.length })}</p>
            <ul className={styles.forbidden}>
              {result.forbidden.map((kind) => (
                <li key={kind}>{kind}</li>
              ))}
            </ul>
          </>
        )}
      </MessageBarBody>
    </MessageBar>
  )
}
