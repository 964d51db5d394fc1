import { Badge, Button, Input, makeStyles, Select, Switch, tokens } from '@fluentui/react-components'
import { SearchRegular } from '@fluentui/react-icons/svg/search'
import { SettingsRegular } from '@fluentui/react-icons/svg/settings'
import type { CheckDescription } from '@toride/contract/policies'
import { compareSeverity } from '@toride/core/severity'
import { useMemo, useState } from 'react'
import { useApi } from '../../data/use-api.ts'
import { useSearchState } from '../../data/use-search-state.ts'
import { Card } from '../../ui/card.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { SeverityLabel } from '../../ui/severity.tsx'
import { useText } from '../../words/use-text.ts'
import { type CheckSettings, type Checks, effects } from './check-settings.ts'
import { CheckSettingsDialog } from './check-settings-dialog.tsx'

/** The entry for all checks at once; a check's own entry wins over it. */
const everyCheck: Pick<CheckDescription, 'check' | 'parameters' | 'excludedNamespaces'> & Partial<CheckDescription> = {
  check: '*',
  parameters: [],
  excludedNamespaces: [],
}

const useStyles = makeStyles({
  tools: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalL },
  search: { flex: '0 1 20rem' },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 12rem auto',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr) auto' },
  },
  words: { minWidth: 0, '@media (max-width: 640px)': { gridColumn: '1 / -1' } },
  title: { overflowWrap: 'anywhere' },
  notes: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
})

/** Every recommendation with its effect in this policy, and the way to its parameters and exclusions. */
export function CheckTable({
  checks,
  canWrite,
  onChange,
}: {
  readonly checks: Checks
  readonly canWrite: boolean
  readonly onChange: (checks: Checks) => void
}) {
  const styles = useStyles()
  const { t, pick, locale } = useText()
  const state = useSearchState()
  const answer = useApi('listChecks', {})
  const [text, setText] = useState('')
  const [onlySet, setOnlySet] = useState(Object.keys(checks).length > 0 && state.first('check') === undefined)
  const [open, setOpen] = useState(state.first('check'))
  const items = useMemo(
    () =>
      (answer.data?.items ?? []).toSorted(
        (a, b) => compareSeverity(a.severity, b.severity) || a.title[locale].localeCompare(b.title[locale], locale),
      ),
    [answer.data, locale],
  )
  const wanted = text.trim().toLowerCase()
  const shown = items.filter(
    ({ check, title }) =>
      (!onlySet || checks[check] !== undefined || check === open) &&
      (wanted === '' || `${title.en} ${title.ja} ${check}`.toLowerCase().includes(wanted)),
  )
  const set = (check: string, settings: CheckSettings) => {
    const { [check]: _, ...others } = checks
    onChange(Object.keys(settings).length === 0 ? others : { ...checks, [check]: settings })
  }
  const opened = open === '*' ? everyCheck : items.find(({ check }) => check === open)
  return (
    <Card title={t('shell:pages.recommendations')} help={t('policies:checksHelp')}>
      <div className={styles.tools}>
        <Input
          className={styles.search}
          type="search"
          aria-label={t('recommendations:search')}
          placeholder={t('recommendations:search')}
          value={text}
          onChange={(_, { value }) => setText(value)}
          contentBefore={<SearchRegular aria-hidden />}
        />
        <Switch label={t('policies:onlySet')} checked={onlySet} onChange={(_, { checked }) => setOnlySet(checked)} />
      </div>
      {answer.error !== null && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && <Loading lines={8} />}
      <ul className={styles.list} aria-label={t('shell:pages.recommendations')}>
        {wanted === '' && (
          <Row check={everyCheck} settings={checks['*']} canWrite={canWrite} title={t('policies:allChecks')} onSet={set} onOpen={setOpen} />
        )}
        {shown.map((check) => (
          <Row
            key={check.check}
            check={check}
            settings={checks[check.check]}
            canWrite={canWrite}
            title={pick(check.title)}
            onSet={set}
            onOpen={setOpen}
          />
        ))}
      </ul>
      {opened !== undefined && (
        <CheckSettingsDialog
          check={opened}
          title={opened.title === undefined ? t('policies:allChecks') : pick(opened.title)}
          settings={checks[opened.check] ?? {}}
          canWrite={canWrite}
          onDone={() => setOpen(undefined)}
          onSave={(settings) => {
            set(opened.check, settings)
            setOpen(undefined)
          }}
        />
      )}
    </Card>
  )
}

function Row(props: {
  readonly check: typeof everyCheck
  readonly settings: CheckSettings | undefined
  readonly canWrite: boolean
  readonly title: string
  readonly onSet: (check: string, settings: CheckSettings) => void
  readonly onOpen: (check: string) => void
}) {
  const styles = useStyles()
  const { t } = useText()
  const { check, settings, title } = props
  const severity = settings?.severity ?? check.severity
  const unset = check.parameters.filter(
    ({ name, required }) =>
      required && settings?.parameters?.[name] === undefined && check.parameters.find((p) => p.name === name)?.default === null,
  )
  const excluded =
    (settings?.excludedNamespaces?.length ?? 0) + (settings?.excludedContainers?.length ?? 0) + (settings?.excludedImages?.length ?? 0)
  const changed = Object.keys(settings?.parameters ?? {}).length
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <div className={styles.title}>{title}</div>
        <div className={styles.notes}>
          {severity !== undefined && <SeverityLabel severity={severity} />}
          {changed > 0 && <span>{t('policies:parametersSet', { count: changed })}</span>}
          {excluded > 0 && <span>{t('policies:exclusions', { count: excluded })}</span>}
          {unset.length > 0 && (
            <Badge appearance="tint" color="warning">
              {t('recommendations:insight.requiresConfiguration')}
            </Badge>
          )}
        </div>
      </div>
      <Select
        aria-label={t('policies:effectOf', { title })}
        value={settings?.effect ?? ''}
        disabled={!props.canWrite}
        onChange={(_, { value }) => {
          const { effect: _former, ...others } = settings ?? {}
          const effect = effects.find((known) => known === value)
          props.onSet(check.check, effect === undefined ? others : { ...others, effect })
        }}
      >
        <option value="">{t('policies:inherit')}</option>
        {effects.map((effect) => (
          <option key={effect} value={effect}>
            {t(`terms:effect.${effect}`)}
          </option>
        ))}
      </Select>
      <Button
        appearance="subtle"
        icon={<SettingsRegular />}
        aria-label={t('policies:configureNamed', { title })}
        onClick={() => props.onOpen(check.check)}
      >
        {t('policies:configure')}
      </Button>
    </li>
  )
}
