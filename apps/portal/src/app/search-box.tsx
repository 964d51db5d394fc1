import { Button, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { SearchRegular } from '@fluentui/react-icons/svg/search'
import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useId, useRef, useState } from 'react'
import { paths } from '../data/paths.ts'
import type { SearchParams } from '../data/search-params.ts'
import { useApi } from '../data/use-api.ts'
import { useGo } from '../ui/page-link.tsx'
import { SeverityIcon } from '../ui/severity.tsx'
import { useText } from '../words/use-text.ts'

type Hit = {
  readonly key: string
  readonly group: string
  readonly label: string
  readonly note: string
  readonly icon?: ReactNode
  readonly to: string
  readonly search?: SearchParams
}

const useStyles = makeStyles({
  root: { position: 'relative', width: '100%', maxWidth: '32rem' },
  input: { width: '100%' },
  narrow: {
    position: 'fixed',
    zIndex: 30,
    top: 0,
    left: 0,
    right: 0,
    maxWidth: 'none',
    padding: tokens.spacingHorizontalS,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  key: {
    padding: '0 6px',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  list: {
    position: 'absolute',
    zIndex: 30,
    top: 'calc(100% + 4px)',
    left: 0,
    right: 0,
    maxHeight: 'min(30rem, 70vh)',
    overflowY: 'auto',
    margin: 0,
    padding: tokens.spacingHorizontalXS,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow16,
  },
  group: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS}`,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
  },
  hit: {
    display: 'flex',
    flexDirection: 'column',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    overflowWrap: 'anywhere',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  label: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  active: { backgroundColor: tokens.colorNeutralBackground1Selected, '@media (forced-colors: active)': { outline: '2px solid Highlight' } },
  note: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  empty: { margin: 0, padding: tokens.spacingHorizontalM, color: tokens.colorNeutralForeground3 },
})

/** Search across everything by name (`/`): a field whose answers are walked with the arrow keys. */
export function SearchBox({ isNarrow }: { readonly isNarrow: boolean }) {
  const styles = useStyles()
  const { t } = useText()
  const go = useGo()
  const listId = useId()
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [isShown, setShown] = useState(false)
  const [active, setActive] = useState(0)
  const wanted = useDeferredValue(text.trim())
  const answer = useApi('search', { query: { q: wanted, limit: 6 } }, { enabled: isOpen && wanted !== '', keep: true })
  useEffect(() => {
    const start = () => {
      setShown(true)
      requestAnimationFrame(() => field.current?.focus())
    }
    document.addEventListener('toride:search', start)
    return () => document.removeEventListener('toride:search', start)
  }, [])
  const hits = useHits(answer.data)
  const close = () => {
    setOpen(false)
    setShown(false)
    setText('')
    setActive(0)
  }
  const choose = (hit: Hit) => {
    close()
    field.current?.blur()
    go(hit.to, hit.search)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      close()
      field.current?.blur()
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      if (hits.length > 0) setActive((active + step + hits.length) % hits.length)
    }
    const hit = hits[active]
    if (event.key === 'Enter' && hit !== undefined) choose(hit)
  }
  if (isNarrow && !isShown) {
    return (
      <Button
        appearance="subtle"
        icon={<SearchRegular />}
        aria-label={t('shell:search.label')}
        onClick={() => document.dispatchEvent(new Event('toride:search'))}
      />
    )
  }
  const showsList = isOpen && wanted !== ''
  return (
    <search
      className={mergeClasses(styles.root, isNarrow && styles.narrow)}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return
        setOpen(false)
        setShown(false)
      }}
    >
      <Input
        className={styles.input}
        input={{ ref: field }}
        appearance="filled-darker"
        role="combobox"
        aria-label={t('shell:search.label')}
        aria-expanded={showsList}
        aria-controls={listId}
        aria-autocomplete="list"
        {...(showsList && hits.length > 0 && { 'aria-activedescendant': `${listId}-${active}` })}
        placeholder={t('shell:search.placeholder')}
        value={text}
        onFocus={() => setOpen(true)}
        onChange={(_, { value }) => {
          setText(value)
          setActive(0)
          setOpen(true)
        }}
        onKeyDown={onKeyDown}
        contentBefore={<SearchRegular aria-hidden />}
        {...(!isNarrow && text === '' && { contentAfter: <kbd className={styles.key}>/</kbd> })}
      />
      {showsList && (
        <div className={styles.list} role="listbox" id={listId} aria-label={t('shell:search.results')}>
          {hits.map((hit, index) => (
            <div key={hit.key}>
              {hit.group !== hits[index - 1]?.group && (
                <div className={styles.group} role="presentation">
                  {hit.group}
                </div>
              )}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field does the same */}
              {/* biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, aria-activedescendant points here */}
              <div
                role="option"
                id={`${listId}-${index}`}
                aria-selected={index === active}
                className={mergeClasses(styles.hit, index === active && styles.active)}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(hit)}
              >
                <span className={styles.label}>
                  {hit.icon}
                  {hit.label}
                </span>
                <span className={styles.note}>{hit.note}</span>
              </div>
            </div>
          ))}
          {hits.length === 0 && !answer.isPending && <p className={styles.empty}>{t('shell:search.nothing', { text: wanted })}</p>}
        </div>
      )}
    </search>
  )
}

type Answer = ReturnType<typeof useApi<'search'>>['data']

function useHits(answer: Answer): readonly Hit[] {
  const { t, pick } = useText()
  if (answer === undefined) return []
  return [
    ...answer.recommendations.map(
      ({ check, title, severity, unhealthy }): Hit => ({
        key: `r-${check}`,
        group: t('shell:pages.recommendations'),
        label: pick(title),
        note: t('shell:search.unhealthy', { count: unhealthy }),
        icon: <SeverityIcon severity={severity} />,
        to: paths.recommendation(check),
      }),
    ),
    ...answer.resources.map(
      ({ id, kind, name, namespace, cluster }): Hit => ({
        key: `o-${id}`,
        group: t('shell:search.resources'),
        label: name,
        note: [kind, namespace, cluster.name].filter((part) => part !== '').join(' · '),
        to: paths.resource(id),
      }),
    ),
    ...answer.clusters.map(
      ({ id, name, environment }): Hit => ({
        key: `c-${id}`,
        group: t('shell:scope.cluster'),
        label: name,
        note: environment.name,
        to: paths.cluster(id),
      }),
    ),
    ...answer.namespaces.map(
      ({ name, cluster, environment }): Hit => ({
        key: `n-${cluster.id}-${name}`,
        group: t('shell:scope.namespace'),
        label: name,
        note: `${environment.name} › ${cluster.name}`,
        to: paths.inventory,
        search: { environment: environment.id, cluster: cluster.id, namespace: name },
      }),
    ),
    ...answer.environments.map(
      ({ id, name }): Hit => ({
        key: `e-${id}`,
        group: t('shell:scope.environment'),
        label: name,
        note: '',
        to: paths.overview,
        search: { environment: id },
      }),
    ),
  ]
}
