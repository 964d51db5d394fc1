import {
  Button,
  Field,
  makeStyles,
  mergeClasses,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Select,
  tokens,
} from '@fluentui/react-components'
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down'
import { TargetRegular } from '@fluentui/react-icons/svg/target'
import { useState } from 'react'
import { useApi } from '../data/use-api.ts'
import { useSearchState } from '../data/use-search-state.ts'
import { useText } from '../words/use-text.ts'

const useStyles = makeStyles({
  button: {
    justifyContent: 'flex-start',
    maxWidth: '26rem',
    minWidth: 0,
    fontWeight: tokens.fontWeightRegular,
    '@media (max-width: 640px)': { maxWidth: '9.5rem' },
  },
  narrowed: { backgroundColor: tokens.colorBrandBackground2 },
  text: { overflow: 'hidden', whiteSpace: 'nowrap', textOverflow: 'ellipsis' },
  surface: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, width: '20rem', maxWidth: 'calc(100vw - 32px)' },
})

/** Environment › cluster › namespace. What is chosen stands in the address and follows from page to page. */
export function ScopeSelector() {
  const styles = useStyles()
  const { t } = useText()
  const state = useSearchState()
  const [open, setOpen] = useState(false)
  const tree = useApi('getEnvironmentTree', {})
  const environments = tree.data?.environments ?? []
  const chosen = { environment: state.values('environment'), cluster: state.values('cluster'), namespace: state.values('namespace') }
  const clusters = environments
    .filter(({ id }) => chosen.environment.length === 0 || chosen.environment.includes(id))
    .flatMap((environment) => environment.clusters)
  const namespaces = useApi(
    'listNamespaces',
    {
      query: {
        limit: 500,
        sort: 'name',
        ...(chosen.environment.length > 0 && { environment: [...chosen.environment] }),
        ...(chosen.cluster.length > 0 && { cluster: [...chosen.cluster] }),
      },
    },
    { enabled: open, keep: true },
  )
  const nameOf = (items: readonly { readonly id: string; readonly name: string }[], ids: readonly string[], many: string) =>
    ids.length === 0 ? undefined : ids.length > 1 ? many : (items.find(({ id }) => id === ids[0])?.name ?? '…')
  const parts = [
    nameOf(environments, chosen.environment, t('shell:scope.environments', { count: chosen.environment.length })),
    nameOf(
      environments.flatMap((environment) => environment.clusters),
      chosen.cluster,
      t('shell:scope.clusters', { count: chosen.cluster.length }),
    ),
    chosen.namespace.length > 1 ? t('shell:scope.namespaces', { count: chosen.namespace.length }) : chosen.namespace[0],
  ].filter((part) => part !== undefined)
  const words = parts.length === 0 ? t('shell:scope.everything') : parts.join(' › ')
  const names = [...new Set((namespaces.data?.items ?? []).map(({ name }) => name))]
  return (
    <Popover open={open} onOpenChange={(_, data) => setOpen(data.open)} trapFocus positioning={{ position: 'below', align: 'start' }}>
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          className={mergeClasses(styles.button, parts.length > 0 && styles.narrowed)}
          icon={<TargetRegular />}
          aria-label={t('shell:scope.button', { scope: words })}
          title={words}
        >
          <span className={styles.text}>{words}</span>
          <ChevronDownRegular aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={t('shell:scope.title')}>
        <Field label={t('shell:scope.environment')}>
          <Select
            value={chosen.environment[0] ?? ''}
            onChange={(_, { value }) => state.change({ environment: value, cluster: undefined, namespace: undefined })}
          >
            <option value="">{t('shell:scope.all')}</option>
            {environments.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('shell:scope.cluster')}>
          <Select value={chosen.cluster[0] ?? ''} onChange={(_, { value }) => state.change({ cluster: value, namespace: undefined })}>
            <option value="">{t('shell:scope.all')}</option>
            {clusters.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('shell:scope.namespace')}>
          <Select value={chosen.namespace[0] ?? ''} onChange={(_, { value }) => state.change({ namespace: value })}>
            <option value="">{t('shell:scope.all')}</option>
            {names.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Button
          disabled={parts.length === 0}
          onClick={() => {
            state.change({ environment: undefined, cluster: undefined, namespace: undefined })
            setOpen(false)
          }}
        >
          {t('shell:scope.clear')}
        </Button>
      </PopoverSurface>
    </Popover>
  )
}
