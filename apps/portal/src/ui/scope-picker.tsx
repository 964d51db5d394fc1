import { Field, makeStyles, Select, tokens } from '@fluentui/react-components'
import type { Permission, Scope } from '@toride/core/access'
import { useSession } from '../data/session.tsx'
import { useApi } from '../data/use-api.ts'
import { useText } from '../words/use-text.ts'
import type { EnvironmentTree } from './scope-name.ts'

const useStyles = makeStyles({
  group: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(10rem, 1fr))',
    gap: tokens.spacingHorizontalM,
    margin: 0,
    padding: 0,
    border: 'none',
    minWidth: 0,
  },
  legend: { padding: 0, marginBottom: tokens.spacingVerticalXS, fontWeight: tokens.fontWeightSemibold },
})

/** Chooses one place in the tree: everything, an environment, a cluster or a namespace, as far as the user may. */
export function ScopePicker(props: {
  readonly label: string
  readonly value: Scope
  readonly onChange: (scope: Scope) => void
  readonly tree: EnvironmentTree | undefined
  /** Only places where this permission holds are offered. */
  readonly permission?: Permission
}) {
  const styles = useStyles()
  const { t } = useText()
  const { canAt } = useSession()
  const { value, onChange, permission } = props
  const allowed = (scope: Scope) => permission === undefined || canAt(permission, scope)
  const environment = value.level === 'tenant' ? '' : value.environment
  const cluster = value.level === 'cluster' || value.level === 'namespace' ? value.cluster : ''
  const namespace = value.level === 'namespace' ? value.namespace : ''
  const environments = props.tree?.environments ?? []
  const clusters = environments.find(({ id }) => id === environment)?.clusters ?? []
  const namespaces = useApi('listNamespaces', { query: { cluster: [cluster], limit: 500, sort: 'name' } }, { enabled: cluster !== '' })
  const everywhere = allowed({ level: 'tenant' })
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{props.label}</legend>
      <Field label={t('shell:scope.environment')}>
        <Select
          value={environment}
          onChange={(_, { value: id }) => onChange(id === '' ? { level: 'tenant' } : { level: 'environment', environment: id })}
        >
          <option value="" disabled={!everywhere}>
            {t('shell:scope.all')}
          </option>
          {environments.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {environment !== '' && (
        <Field label={t('shell:scope.cluster')}>
          <Select
            value={cluster}
            onChange={(_, { value: id }) =>
              onChange(id === '' ? { level: 'environment', environment } : { level: 'cluster', environment, cluster: id })
            }
          >
            <option value="" disabled={!allowed({ level: 'environment', environment })}>
              {t('shell:scope.all')}
            </option>
            {clusters.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {cluster !== '' && (
        <Field label={t('shell:scope.namespace')}>
          <Select
            value={namespace}
            onChange={(_, { value: name }) =>
              onChange(
                name === '' ? { level: 'cluster', environment, cluster } : { level: 'namespace', environment, cluster, namespace: name },
              )
            }
          >
            <option value="" disabled={!allowed({ level: 'cluster', environment, cluster })}>
              {t('shell:scope.all')}
            </option>
            {(namespaces.data?.items ?? []).map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </fieldset>
  )
}
