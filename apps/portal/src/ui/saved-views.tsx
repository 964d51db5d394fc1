import { Button, Divider, Field, Input, makeStyles, Popover, PopoverSurface, PopoverTrigger, tokens } from '@fluentui/react-components'
import { BookmarkRegular } from '@fluentui/react-icons/svg/bookmark'
import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { parseSearch, stringifySearch } from '../data/search-params.ts'
import { useApi, useApiChange } from '../data/use-api.ts'
import type { SearchState } from '../data/use-search-state.ts'
import { useErrorText } from '../words/use-error-text.ts'
import { useText } from '../words/use-text.ts'

const useStyles = makeStyles({
  surface: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, width: '20rem', maxWidth: 'calc(100vw - 32px)' },
  list: { margin: 0, padding: 0, listStyleType: 'none', maxHeight: '16rem', overflowY: 'auto' },
  item: { display: 'flex', alignItems: 'center', justifyContent: 'space-between' },
  open: { flexGrow: 1, justifyContent: 'flex-start', overflowWrap: 'anywhere' },
  none: { margin: 0, color: tokens.colorNeutralForeground3 },
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
})

/** The user's own views of a list: its filters under a name. */
export function SavedViews({ page, state }: { readonly page: string; readonly state: SearchState }) {
  const styles = useStyles()
  const { t } = useText()
  const [open, setOpen] = useState(false)
  const views = useApi('listSavedViews', { query: { page } }, { enabled: open })
  const navigate = useNavigate()
  const remove = useApiChange('deleteSavedView', ['listSavedViews'])
  const items = views.data?.items ?? []
  const show = (query: string) => {
    setOpen(false)
    void navigate({ to: '.', search: (() => parseSearch(query)) as never })
  }
  return (
    <Popover open={open} onOpenChange={(_, data) => setOpen(data.open)} trapFocus positioning={{ position: 'below', align: 'end' }}>
      <PopoverTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<BookmarkRegular />}>
          {t('ui:views.label')}
        </Button>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={t('ui:views.label')}>
        {items.length === 0 ? (
          <p className={styles.none}>{views.isPending ? t('ui:list.loading') : t('ui:views.none')}</p>
        ) : (
          <ul className={styles.list} aria-label={t('ui:views.label')}>
            {items.map((view) => (
              <li key={view.id} className={styles.item}>
                <Button appearance="subtle" className={styles.open} onClick={() => show(view.query)}>
                  {view.name}
                </Button>
                <Button
                  appearance="subtle"
                  icon={<DeleteRegular />}
                  aria-label={t('ui:views.remove', { name: view.name })}
                  onClick={() => remove.mutate({ params: { view: view.id } })}
                />
              </li>
            ))}
          </ul>
        )}
        <Divider />
        <SaveView page={page} query={stringifySearch({ ...state.search, pane: undefined })} />
      </PopoverSurface>
    </Popover>
  )
}

function SaveView({ page, query }: { readonly page: string; readonly query: string }) {
  const styles = useStyles()
  const { t } = useText()
  const errorText = useErrorText()
  const [name, setName] = useState('')
  const create = useApiChange('createSavedView', ['listSavedViews'])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate({ body: { page, name: name.trim(), query } }, { onSuccess: () => setName('') })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={t('ui:views.name')} {...(create.error !== null && { validationMessage: errorText(create.error) })}>
        <Input value={name} maxLength={100} onChange={(_, data) => setName(data.value)} />
      </Field>
      <Button type="submit" disabled={name.trim() === '' || create.isPending}>
        {t('ui:views.save')}
      </Button>
    </form>
  )
}
