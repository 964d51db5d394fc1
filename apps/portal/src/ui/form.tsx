import { Button, Field, Input, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { EyeRegular } from '@fluentui/react-icons/svg/eye'
import { EyeOffRegular } from '@fluentui/react-icons/svg/eye-off'
import { type FormEvent, type ReactNode, useState } from 'react'
import { fieldMessage } from '../data/problem.ts'
import { useErrorText } from '../words/use-error-text.ts'
import { useText } from '../words/use-text.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  wide: { width: '100%' },
})

/** A form: its fields, what went wrong as a whole, and one action. */
export function Form(props: {
  readonly onSubmit: () => void
  readonly action: string
  readonly isBusy: boolean
  readonly error: unknown
  readonly isComplete?: boolean
  readonly wide?: boolean
  readonly onCancel?: () => void
  readonly children: ReactNode
}) {
  const styles = useStyles()
  const { t } = useText()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!props.isBusy) props.onSubmit()
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {props.children}
      <FormError error={props.error} />
      <div className={styles.actions}>
        <Button
          type="submit"
          appearance="primary"
          disabledFocusable={props.isBusy || props.isComplete === false}
          {...(props.wide && { className: styles.wide })}
        >
          {props.action}
        </Button>
        {props.onCancel !== undefined && <Button onClick={props.onCancel}>{t('ui:actions.cancel')}</Button>}
      </div>
    </form>
  )
}

/** What went wrong with a form as a whole. */
export function FormError({ error }: { readonly error: unknown }) {
  const errorText = useErrorText()
  if (error === null || error === undefined) return null
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>{errorText(error)}</MessageBarBody>
    </MessageBar>
  )
}

/** A field for one line of text. `name` is the field of the request's body that the server complains about. */
export function TextField(props: {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error?: unknown
  readonly hint?: string
  readonly required?: boolean
  readonly type?: 'text' | 'email' | 'date' | 'number'
  readonly autoComplete?: string
  readonly autoFocus?: boolean
  /** What is wrong already before the server is asked. */
  readonly message?: string
  readonly maxLength?: number
  readonly placeholder?: string
}) {
  const message = props.message ?? fieldMessage(props.error, props.name)
  return (
    <Field
      label={props.label}
      required={props.required ?? false}
      {...(props.hint !== undefined && { hint: props.hint })}
      {...(message !== undefined && { validationMessage: message })}
    >
      <Input
        name={props.name}
        type={props.type ?? 'text'}
        value={props.value}
        onChange={(_, { value }) => props.onChange(value)}
        {...(props.autoComplete !== undefined && { autoComplete: props.autoComplete })}
        {...(props.maxLength !== undefined && { maxLength: props.maxLength })}
        {...(props.placeholder !== undefined && { placeholder: props.placeholder })}
        {...(props.autoFocus && { autoFocus: true })}
      />
    </Field>
  )
}

/** A field for a password that can be looked at; paste and password managers work (WCAG 3.3.8). */
export function PasswordField(props: {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error?: unknown
  readonly hint?: string
  readonly isNew?: boolean
}) {
  const { t } = useText()
  const [isShown, setShown] = useState(false)
  const message = fieldMessage(props.error, props.name)
  return (
    <Field
      label={props.label}
      required
      {...(props.hint !== undefined && { hint: props.hint })}
      {...(message !== undefined && { validationMessage: message })}
    >
      <Input
        name={props.name}
        type={isShown ? 'text' : 'password'}
        autoComplete={props.isNew ? 'new-password' : 'current-password'}
        value={props.value}
        onChange={(_, { value }) => props.onChange(value)}
        contentAfter={
          <Button
            appearance="transparent"
            size="small"
            icon={isShown ? <EyeOffRegular /> : <EyeRegular />}
            aria-label={isShown ? t('ui:password.hide') : t('ui:password.show')}
            onClick={() => setShown(!isShown)}
          />
        }
      />
    </Field>
  )
}
