import { makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components'
import type { PolicyDocument, PolicyPreview } from '@toride/contract/policies'
import { useEffect, useState } from 'react'
import { paths } from '../../data/paths.ts'
import { useApi } from '../../data/use-api.ts'
import { Card } from '../../ui/card.tsx'
import { FormError } from '../../ui/form.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { Note } from '../../ui/resource-name.tsx'
import { useNumber } from '../../ui/use-number.ts'
import { useText } from '../../words/use-text.ts'

const pauseMs = 600
const shownChanges = 12

const useStyles = makeStyles({
  numbers: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, margin: 0 },
  row: { display: 'flex', justifyContent: 'space-between', columnGap: tokens.spacingHorizontalM },
  value: { margin: 0, fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightSemibold },
  worse: { color: tokens.colorPaletteRedForeground1 },
  better: { color: tokens.colorPaletteGreenForeground1 },
  list: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    maxHeight: '24rem',
    overflowY: 'auto',
  },
  note: { margin: 0, color: tokens.colorNeutralForeground3 },
})

/** What the policy would change if it were saved now; asked again a moment after each change of the form. */
export function Consequences({ document, replaces }: { readonly document: PolicyDocument; readonly replaces: string | undefined }) {
  const styles = useStyles()
  const { t } = useText()
  const settled = useSettled(document)
  const preview = useApi('previewPolicy', { body: { document: settled, ...(replaces !== undefined && { replaces }) } }, { keep: true })
  const isCurrent = settled === document && !preview.isPlaceholderData && !preview.isFetching
  return (
    <Card
      title={t('policies:consequences')}
      {...(!isCurrent && preview.error === null && { action: <Spinner size="tiny" aria-label={t('policies:computing')} /> })}
    >
      <div aria-live="polite">
        <FormError error={preview.error} />
        {preview.data === undefined && preview.error === null && <p className={styles.note}>{t('policies:computing')}</p>}
        {preview.data !== undefined && preview.error === null && <Numbers preview={preview.data} />}
      </div>
      {preview.data !== undefined && preview.error === null && preview.data.changes.length > 0 && <Changes preview={preview.data} />}
    </Card>
  )
}

function Numbers({ preview }: { readonly preview: PolicyPreview }) {
  const styles = useStyles()
  const { t } = useText()
  const number = useNumber()
  const percent = useNumber({ maximumFractionDigits: 1 })
  const write = (value: number | null) => (value === null ? '–' : `${percent(value)}%`)
  const rows = [
    ['becomesUnhealthy', 'worse'],
    ['becomesHealthy', 'better'],
    ['becomesNotApplicable', undefined],
    ['becomesUnknown', undefined],
    ['newlyAssessed', undefined],
    ['noLongerAssessed', undefined],
    ['wouldBeDenied', 'worse'],
  ] as const
  const shown = rows.filter(([key]) => preview[key] > 0)
  return (
    <>
      {shown.length === 0 && <p className={styles.note}>{t('policies:nothingChanges', { count: preview.resourcesLookedAt })}</p>}
      <dl className={styles.numbers}>
        {shown.map(([key, tone]) => (
          <div key={key} className={styles.row}>
            <dt>{t(`policies:change.${key}`)}</dt>
            <dd className={mergeClasses(styles.value, tone === 'worse' && styles.worse, tone === 'better' && styles.better)}>
              {number(preview[key])}
            </dd>
          </div>
        ))}
        <div className={styles.row}>
          <dt>{t('shell:pages.score')}</dt>
          <dd className={styles.value}>
            {preview.score.before === preview.score.after
              ? write(preview.score.after)
              : `${write(preview.score.before)} → ${write(preview.score.after)}`}
          </dd>
        </div>
      </dl>
    </>
  )
}

function Changes({ preview }: { readonly preview: PolicyPreview }) {
  const styles = useStyles()
  const { t, pick } = useText()
  const word = (state: PolicyPreview['changes'][number]['from']) => (state === null ? t('policies:notAssessed') : t(`terms:state.${state}`))
  const shown = preview.changes.slice(0, shownChanges)
  return (
    <>
      <ul className={styles.list} aria-label={t('policies:changes')}>
        {shown.map(({ resource, check, title, from, to }) => (
          <li key={`${resource.id} ${check}`}>
            <PageLink to={paths.resource(resource.id)}>
              {resource.kind} {resource.name}
            </PageLink>{' '}
            {word(from)} → {word(to)}
            <Note parts={[pick(title), resource.namespace, resource.cluster.name]} />
          </li>
        ))}
      </ul>
      {preview.total > shown.length && <p className={styles.note}>{t('policies:moreChanges', { count: preview.total - shown.length })}</p>}
    </>
  )
}

/** The value once it has not changed for a moment; two that read the same are the same. */
function useSettled<T>(value: T): T {
  const key = JSON.stringify(value)
  const [settled, setSettled] = useState({ key, value })
  useEffect(() => {
    if (key === settled.key) return undefined
    const timer = window.setTimeout(() => setSettled({ key, value }), pauseMs)
    return () => window.clearTimeout(timer)
  }, [key, settled.key, value])
  return settled.key === key ? value : settled.value
}
