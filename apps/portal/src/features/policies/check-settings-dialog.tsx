import { Field, Input, makeStyles, Select, Textarea, tokens } from '@fluentui/react-components'
import type { CheckDescription } from '@toride/contract/policies'
import { severities } from '@toride/core/severity'
import { useState } from 'react'
import { Form } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Prose } from '../../ui/prose.tsx'
import { useText } from '../../words/use-text.ts'
import { type CheckSettings, effects } from './check-settings.ts'
import { linesOf, type ParameterDefinition, readParameter, writeParameter } from './parameter-text.ts'

const exclusions = ['excludedNamespaces', 'excludedContainers', 'excludedImages'] as const

const useStyles = makeStyles({
  mono: { '& textarea, & input': { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 } },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  columns: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(14rem, 1fr))', gap: tokens.spacingHorizontalM },
})

/** What a policy says about one recommendation: effect, severity, parameters by their definitions, exclusions. */
export function CheckSettingsDialog(props: {
  readonly check: Pick<CheckDescription, 'check' | 'parameters' | 'excludedNamespaces'> & Partial<CheckDescription>
  readonly title: string
  readonly settings: CheckSettings
  readonly canWrite: boolean
  readonly onSave: (settings: CheckSettings) => void
  readonly onDone: () => void
}) {
  const styles = useStyles()
  const { t, pick } = useText()
  const { check, settings } = props
  const [effect, setEffect] = useState<string>(settings.effect ?? '')
  const [severity, setSeverity] = useState<string>(settings.severity ?? '')
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(check.parameters.map(({ name }) => [name, writeParameter(settings.parameters?.[name])])),
  )
  const [excluded, setExcluded] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(exclusions.map((key) => [key, (settings[key] ?? []).join('\n')])),
  )
  const read = check.parameters.map((definition) => [definition.name, readParameter(definition, texts[definition.name] ?? '')] as const)
  const isComplete = read.every(([, value]) => value.kind !== 'wrong')
  const save = () => {
    const parameters = Object.fromEntries(read.flatMap(([name, value]) => (value.kind === 'value' ? [[name, value.value]] : [])))
    const lists = Object.fromEntries(
      exclusions.map((key) => [key, linesOf(excluded[key] ?? '')] as const).filter(([, lines]) => lines.length > 0),
    )
    const chosenEffect = effects.find((known) => known === effect)
    const chosenSeverity = severities.find((known) => known === severity)
    props.onSave({
      ...(chosenEffect && { effect: chosenEffect }),
      ...(chosenSeverity && { severity: chosenSeverity }),
      ...(Object.keys(parameters).length > 0 && { parameters }),
      ...lists,
    })
  }
  return (
    <FormDialog title={props.title} wide onDone={props.onDone}>
      <Form
        action={t('policies:take')}
        isBusy={!props.canWrite}
        isComplete={isComplete}
        error={null}
        onSubmit={save}
        onCancel={props.onDone}
      >
        {check.description !== undefined && <Prose text={pick(check.description)} />}
        <div className={styles.columns}>
          <Field label={t('recommendations:effect')} {...(effect === 'deny' && { hint: t('recommendations:notEnforced') })}>
            <Select value={effect} onChange={(_, { value }) => setEffect(value)}>
              <option value="">{t('policies:inherit')}</option>
              {effects.map((known) => (
                <option key={known} value={known}>
                  {t(`terms:effect.${known}`)}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('ui:filter.severity')}>
            <Select value={severity} onChange={(_, { value }) => setSeverity(value)}>
              <option value="">
                {check.severity === undefined
                  ? t('policies:inherit')
                  : t('policies:defaultValue', { value: t(`terms:severity.${check.severity}`) })}
              </option>
              {severities.map((known) => (
                <option key={known} value={known}>
                  {t(`terms:severity.${known}`)}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        {check.parameters.length > 0 && <h3 className={styles.title}>{t('recommendations:parameters')}</h3>}
        {check.parameters.map((definition) => (
          <ParameterField
            key={definition.name}
            definition={definition}
            text={texts[definition.name] ?? ''}
            onChange={(text) => setTexts({ ...texts, [definition.name]: text })}
          />
        ))}
        <h3 className={styles.title}>{t('policies:excluded')}</h3>
        {exclusions.map((key) => (
          <Field
            key={key}
            label={t(`policies:exclusion.${key}`)}
            hint={
              key === 'excludedNamespaces' && check.excludedNamespaces.length > 0
                ? t('policies:excludedDefault', { namespaces: check.excludedNamespaces.join(', ') })
                : t('policies:onePerLine')
            }
          >
            <Textarea
              className={styles.mono}
              rows={2}
              resize="vertical"
              value={excluded[key] ?? ''}
              onChange={(_, { value }) => setExcluded({ ...excluded, [key]: value })}
            />
          </Field>
        ))}
      </Form>
    </FormDialog>
  )
}

function ParameterField({
  definition,
  text,
  onChange,
}: {
  readonly definition: ParameterDefinition
  readonly text: string
  readonly onChange: (text: string) => void
}) {
  const styles = useStyles()
  const { t, pick } = useText()
  const read = readParameter(definition, text)
  const fallback = definition.default === null ? t('recommendations:notSet') : writeParameter(definition.default).replaceAll('\n', ', ')
  const hints = [
    definition.name,
    definition.format === null ? undefined : t(`policies:format.${definition.format}`),
    definition.type === 'strings' ? t('policies:onePerLine') : undefined,
    definition.type === 'object' ? 'JSON' : undefined,
  ]
  const message =
    read.kind === 'wrong'
      ? t(`policies:wrong.${read.reason}`, { minimum: definition.minimum ?? '–', maximum: definition.maximum ?? '–' })
      : read.kind === 'unset' && definition.required && definition.default === null
        ? t('policies:requiredMissing')
        : undefined
  const options =
    definition.type === 'boolean' ? ['true', 'false'] : definition.type === 'string' ? (definition.enum ?? undefined) : undefined
  return (
    <Field
      label={pick(definition.text)}
      required={definition.required}
      hint={hints.filter((hint) => hint !== undefined).join(' · ')}
      {...(message !== undefined && {
        validationMessage: message,
        validationState: read.kind === 'wrong' ? ('error' as const) : ('warning' as const),
      })}
    >
      {options !== undefined ? (
        <Select value={text} onChange={(_, { value }) => onChange(value)}>
          <option value="">{t('policies:defaultValue', { value: fallback })}</option>
          {options.map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </Select>
      ) : definition.type === 'strings' || definition.type === 'object' ? (
        <Textarea
          className={styles.mono}
          rows={definition.type === 'object' ? 5 : 3}
          resize="vertical"
          spellCheck={false}
          value={text}
          placeholder={t('policies:defaultValue', { value: fallback })}
          onChange={(_, { value }) => onChange(value)}
        />
      ) : (
        <Input
          className={styles.mono}
          inputMode={definition.type === 'integer' ? 'numeric' : 'text'}
          value={text}
          placeholder={t('policies:defaultValue', { value: fallback })}
          onChange={(_, { value }) => onChange(value)}
        />
      )}
    </Field>
  )
}
