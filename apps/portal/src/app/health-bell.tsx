import {
  Button,
  CounterBadge,
  makeStyles,
  mergeClasses,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  ProgressBar,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import { AlertRegular } from '@fluentui/react-icons/svg/alert'
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle'
import { WarningRegular } from '@fluentui/react-icons/svg/warning'
import { useEffect, useRef, useState } from 'react'
import { paths } from '../data/paths.ts'
import { useSession } from '../data/session.tsx'
import { useApi } from '../data/use-api.ts'
import { useAnnounce } from '../ui/announcer.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { Ago } from '../ui/time.tsx'
import { useErrorText } from '../words/use-error-text.ts'
import { useText } from '../words/use-text.ts'

const useStyles = makeStyles({
  root: { position: 'relative', display: 'grid' },
  badge: { position: 'absolute', top: '-7px', left: '10px', pointerEvents: 'none' },
  surface: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, width: '22rem', maxWidth: 'calc(100vw - 32px)' },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  row: { display: 'flex', alignItems: 'flex-start', columnGap: tokens.spacingHorizontalS },
  icon: { flexShrink: 0, marginTop: '2px' },
  good: { color: tokens.colorPaletteGreenForeground1 },
  bad: { color: tokens.colorPaletteRedForeground1 },
  list: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    maxHeight: '20rem',
    overflowY: 'auto',
  },
  note: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

const recently = 5

/** Whether the watch itself is well, and what is being done: problems and running jobs as a number, the rest on a click. */
export function HealthBell() {
  const styles = useStyles()
  const { t } = useText()
  const { can } = useSession()
  const announce = useAnnounce()
  const errorText = useErrorText()
  const [open, setOpen] = useState(false)
  const health = useApi('getHealth', {}, { enabled: can('health:read') })
  const jobs = useApi('listJobs', { query: { limit: recently, sort: '-createdAt' } }, { enabled: can('job:read') })
  const problems = (health.data?.checks ?? []).filter(({ status }) => status !== 'ok')
  const recent = jobs.data?.items ?? []
  const running = recent.filter(({ state }) => state === 'queued' || state === 'running')
  const wasRunning = useRef<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const finished = recent.filter(({ id, state }) => wasRunning.current.has(id) && (state === 'succeeded' || state === 'failed'))
    for (const job of finished) announce(job.state === 'succeeded' ? t('shell:bell.jobDone') : t('shell:bell.jobFailed'))
    wasRunning.current = new Set(running.map(({ id }) => id))
  }, [recent, running, announce, t])
  const count = problems.length + running.length
  return (
    <Popover open={open} onOpenChange={(_, data) => setOpen(data.open)} trapFocus positioning={{ position: 'below', align: 'end' }}>
      <PopoverTrigger disableButtonEnhancement>
        <Tooltip content={t('shell:bell.label', { problems: problems.length, running: running.length })} relationship="label">
          <Button
            appearance="subtle"
            icon={
              <span className={styles.root}>
                <AlertRegular />
                {count > 0 && (
                  <CounterBadge
                    className={styles.badge}
                    size="small"
                    count={count}
                    color={problems.length > 0 ? 'danger' : 'brand'}
                    aria-hidden
                  />
                )}
              </span>
            }
          />
        </Tooltip>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={t('shell:bell.title')}>
        {can('health:read') && health.data !== undefined && (
          <>
            <h2 className={styles.title}>{t('shell:pages.health')}</h2>
            {problems.length === 0 ? (
              <div className={styles.row}>
                <CheckmarkCircleRegular aria-hidden className={mergeClasses(styles.icon, styles.good)} />
                {t('shell:bell.well')}
              </div>
            ) : (
              <ul className={styles.list}>
                {problems.map((check) => (
                  <li key={`${check.component}-${check.cluster?.id ?? ''}`} className={styles.row}>
                    <WarningRegular aria-hidden className={mergeClasses(styles.icon, styles.bad)} />
                    <div>
                      <div>{check.cluster?.name ?? t(`health:component.${check.component}`)}</div>
                      {check.problem !== null && <div className={styles.note}>{errorText(check.problem)}</div>}
                    </div>
                  </li>
                ))}
              </ul>
            )}
            <PageLink to={paths.health}>{t('shell:bell.allHealth')}</PageLink>
          </>
        )}
        <h2 className={styles.title}>{t('shell:pages.jobs')}</h2>
        {recent.length === 0 && <span className={styles.note}>{t('shell:bell.noJobs')}</span>}
        <ul className={styles.list}>
          {recent.map((job) => (
            <li key={job.id}>
              <PageLink to={paths.jobs} search={{ pane: job.id }}>
                {t(`health:job.${job.kind}`, { count: job.progress.total })}
              </PageLink>
              {job.state === 'running' || job.state === 'queued' ? (
                <ProgressBar
                  aria-label={t('shell:bell.progress')}
                  {...(job.progress.total > 0 && { value: job.progress.done, max: job.progress.total })}
                />
              ) : (
                <div className={styles.note}>
                  {t(`health:jobState.${job.state}`)} · <Ago at={job.finishedAt ?? job.createdAt} />
                </div>
              )}
            </li>
          ))}
        </ul>
        {recent.length > 0 && <PageLink to={paths.jobs}>{t('shell:bell.allJobs')}</PageLink>}
      </PopoverSurface>
    </Popover>
  )
}
