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
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  Textarea,
  tokens,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import type { Scope } from '@toride/core/access'
import { useState } from 'react'
import { fieldMessage } from '../data/problem.ts'
import { useApi, useApiChange } from '../data/use-api.ts'
import { useAnnounce } from '../ui/announcer.tsx'
import { documentScopeOf } from '../ui/document-scope.ts'
import { Form, TextField } from '../ui/form.tsx'
import { ScopePicker } from '../ui/scope-picker.tsx'
import { useText } from '../words/use-text.ts'
import { type ExpiryChoice, expiryChoices, expiryOf } from './expiry.ts'

export const exemptionCategories = ['waiver', 'mitigated'] as const

const useStyles = makeStyles({
  surface: { maxWidth: '560px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
})

/** Everything that shows assessments: an exemption changes them all. */
const stale = [
  'listExemptions',
  'getRecommendation',
  'listRecommendations',
  'listAffectedResources',
  'listAssessments',
  'getResource',
  'listResources',
  'getScore',
] as const

/**
 * Exempts resources, or a whole scope, from one recommendation: mitigated by other means or a risk that is accepted, why,
 * and until when.
 */
export function ExemptDialog(props: {
  readonly check: string
  readonly title: string
  /** The resources to exempt; none means that a scope is asked for. */
  readonly resources: readonly string[]
  readonly onDone: () => void
}) {
  const styles = useStyles()
  const { t } = useText()
  const announce = useAnnounce()
  const create = useApiChange('createExemption', stale)
  const tree = useApi('getEnvironmentTree', {}, { enabled: props.resources.length === 0 })
  const [name, setName] = useState(() => props.title.slice(0, 100))
  const [category, setCategory] = useState<(typeof exemptionCategories)[number]>('waiver')
  const [reason, setReason] = useState('')
  const [expiry, setExpiry] = useState<ExpiryChoice>('90')
  const [date, setDate] = useState('')
  const [scope, setScope] = useState<Scope>({ level: 'tenant' })
  const expiresAt = expiryOf(expiry, date, new Date())
  const submit = () => {
    const common = { name: name.trim(), checks: [props.check], category, reason: reason.trim(), expiresAt: expiresAt ?? null }
    const body =
      props.resources.length === 0 ? { ...common, scope: documentScopeOf(scope) } : { ...common, resources: [...props.resources] }
    create.mutate(
      { body },
      {
        onSuccess: () => {
          announce(t('exemptions:created'))
          props.onDone()
        },
      },
    )
  }
  const reasonMessage = fieldMessage(create.error, 'reason')
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && props.onDone()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle
            action={<Button appearance="subtle" aria-label={t('ui:actions.close')} icon={<DismissRegular />} onClick={props.onDone} />}
          >
            {t('exemptions:exempt')}
          </DialogTitle>
          <DialogContent>
            <Form
              action={t('exemptions:exempt')}
              isBusy={create.isPending}
              isComplete={name.trim() !== '' && reason.trim() !== '' && expiresAt !== undefined}
              error={create.error}
              onSubmit={submit}
              onCancel={props.onDone}
            >
              <p className={styles.note}>{props.title}</p>
              {props.resources.length > 0 ? (
                <MessageBar intent="info">
                  <MessageBarBody>{t('exemptions:consequence', { count: props.resources.length })}</MessageBarBody>
                </MessageBar>
              ) : (
                <ScopePicker
                  label={t('exemptions:scope')}
                  value={scope}
                  onChange={setScope}
                  tree={tree.data}
                  permission="exemption:write"
                />
              )}
              <TextField
                name="name"
                label={t('exemptions:name')}
                value={name}
                onChange={setName}
                error={create.error}
                maxLength={100}
                required
              />
              <Field label={t('exemptions:category')} required>
                <RadioGroup value={category} onChange={(_, { value }) => setCategory(value === 'mitigated' ? 'mitigated' : 'waiver')}>
                  {exemptionCategories.map((value) => (
                    <Radio
                      key={value}
                      value={value}
                      label={
                        <>
                          {t(`terms:exemption.${value}`)}
                          <br />
                          <span className={styles.note}>{t(`exemptions:categoryHelp.${value}`)}</span>
                        </>
                      }
                    />
                  ))}
                </RadioGroup>
              </Field>
              <Field label={t('exemptions:reason')} required {...(reasonMessage !== undefined && { validationMessage: reasonMessage })}>
                <Textarea value={reason} maxLength={2000} resize="vertical" onChange={(_, { value }) => setReason(value)} />
              </Field>
              <Field label={t('exemptions:expiry')}>
                <Select value={expiry} onChange={(_, { value }) => setExpiry(expiryChoices.find((choice) => choice === value) ?? '90')}>
                  {expiryChoices.map((choice) => (
                    <option key={choice} value={choice}>
                      {t(`exemptions:expiryChoice.${choice}`)}
                    </option>
                  ))}
                </Select>
              </Field>
              {expiry === 'date' && (
                <TextField
                  name="expiresAt"
                  type="date"
                  label={t('exemptions:expiryDate')}
                  value={date}
                  onChange={setDate}
                  error={create.error}
                  required
                />
              )}
            </Form>
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
