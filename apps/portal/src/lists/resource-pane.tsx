import { Button, makeStyles, tokens } from '@fluentui/react-components'
import type { Resource } from '@toride/contract/inventory'
import { paths } from '../data/paths.ts'
import { useApi } from '../data/use-api.ts'
import { Facts } from '../ui/facts.tsx'
import { Failure } from '../ui/failure.tsx'
import { HealthLabel } from '../ui/health-label.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageLink, useGo } from '../ui/page-link.tsx'
import { SeverityIcon } from '../ui/severity.tsx'
import { SidePane } from '../ui/side-pane.tsx'
import { useNumber } from '../ui/use-number.ts'
import { useText } from '../words/use-text.ts'

const useStyles = makeStyles({
  title: { margin: `0 0 ${tokens.spacingVerticalS}`, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  item: { display: 'flex', alignItems: 'flex-start', columnGap: tokens.spacingHorizontalS },
  images: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
})

/** Enough of a resource to decide: its health, where it runs, and which recommendations it fails. */
export function ResourcePane(props: {
  readonly resource: string | undefined
  readonly brief: Resource | undefined
  readonly onClose: () => void
}) {
  const styles = useStyles()
  const { t, pick } = useText()
  const go = useGo()
  const number = useNumber()
  const { resource } = props
  const detail = useApi('getResource', { params: { resource: resource ?? '' } }, { enabled: resource !== undefined })
  const shown = detail.data ?? props.brief
  const unhealthy = (detail.data?.assessments ?? []).filter(({ state }) => state === 'unhealthy')
  return (
    <SidePane
      open={resource !== undefined}
      onClose={props.onClose}
      title={shown === undefined ? '…' : `${shown.kind} ${shown.name}`}
      footer={
        <Button appearance="primary" onClick={() => resource !== undefined && go(paths.resource(resource))}>
          {t('ui:pane.openFull')}
        </Button>
      }
    >
      {detail.error !== null && <Failure error={detail.error} retry={() => void detail.refetch()} />}
      {shown !== undefined && (
        <Facts
          facts={[
            { label: t('inventory:column.health'), value: <HealthLabel health={shown.health} /> },
            { label: t('shell:scope.namespace'), value: shown.namespace === '' ? t('ui:filter.noNamespace') : shown.namespace },
            { label: t('shell:scope.cluster'), value: <PageLink to={paths.cluster(shown.cluster.id)}>{shown.cluster.name}</PageLink> },
            { label: t('inventory:column.pods'), value: number(shown.pods) },
            ...(shown.managedBy === null ? [] : [{ label: t('ui:filter.managedBy'), value: shown.managedBy }]),
            ...(shown.images.length === 0
              ? []
              : [{ label: t('inventory:column.images'), value: <span className={styles.images}>{shown.images.join(' ')}</span> }]),
          ]}
        />
      )}
      {detail.data === undefined && detail.error === null && <Loading />}
      {unhealthy.length > 0 && (
        <section>
          <h3 className={styles.title}>{t('inventory:unhealthyRecommendations', { count: unhealthy.length })}</h3>
          <ul className={styles.list}>
            {unhealthy.map(({ check, title, severity }) => (
              <li key={check} className={styles.item}>
                <SeverityIcon severity={severity} />
                <PageLink to={paths.recommendation(check)} search={{ pane: resource }}>
                  {pick(title)}
                </PageLink>
              </li>
            ))}
          </ul>
        </section>
      )}
    </SidePane>
  )
}
