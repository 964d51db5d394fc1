import { Button, makeStyles, mergeClasses, ToggleButton, tokens } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download'
import { LayoutColumnTwoRegular } from '@fluentui/react-icons/svg/layout-column-two'
import { useMemo } from 'react'
import { useText } from '../words/use-text.ts'
import { VisuallyHidden } from './announcer.tsx'
import { CopyButton } from './copy-button.tsx'
import { downloadText } from './download.ts'
import { type DiffLine, diffLines, hunksOf, sideBySide } from './line-diff.ts'
import { useMediaQuery } from './use-media-query.ts'
import { useStored } from './use-stored.ts'

const useStyles = makeStyles({
  root: { border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusLarge, overflow: 'hidden', minWidth: 0 },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  name: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  sums: {
    display: 'inline-flex',
    columnGap: tokens.spacingHorizontalS,
    marginLeft: tokens.spacingHorizontalS,
    fontVariantNumeric: 'tabular-nums',
  },
  plus: { color: tokens.colorPaletteGreenForeground1 },
  minus: { color: tokens.colorPaletteRedForeground1 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  scroller: {
    overflow: 'auto',
    maxHeight: '32rem',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '20px',
  },
  fixed: { tableLayout: 'fixed' },
  number: {
    width: '36px',
    minWidth: '28px',
    padding: `0 ${tokens.spacingHorizontalS}`,
    textAlign: 'end',
    verticalAlign: 'top',
    userSelect: 'none',
    color: tokens.colorNeutralForeground3,
    fontWeight: tokens.fontWeightRegular,
  },
  // One column scrolls sideways, so that indentation keeps its meaning; two stand side by side only when both are seen whole.
  code: { padding: `0 ${tokens.spacingHorizontalS} 0 0`, whiteSpace: 'pre', verticalAlign: 'top' },
  wrapped: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  sign: { display: 'inline-block', width: '1.5em', textAlign: 'center', userSelect: 'none' },
  added: { backgroundColor: tokens.colorPaletteGreenBackground1, color: tokens.colorNeutralForeground1 },
  removed: { backgroundColor: tokens.colorPaletteRedBackground1, color: tokens.colorNeutralForeground1 },
  absent: { backgroundColor: tokens.colorNeutralBackground2 },
  skipped: {
    padding: `2px ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground3,
    backgroundColor: tokens.colorNeutralBackground2,
    fontFamily: tokens.fontFamilyBase,
  },
})

const signs = { same: ' ', added: '+', removed: '−' } as const

/**
 * What a change does to a text, line by line: side by side or in one column; to copy or to take away as a file.
 * `patch` is the change as a unified diff, `result` the whole text after it.
 */
export function Diff(props: {
  readonly name: string
  readonly before: string
  readonly after: string
  readonly patch?: string
  readonly download?: { readonly fileName: string; readonly text: string }
}) {
  const styles = useStyles()
  const { t } = useText()
  const lines = useMemo(() => diffLines(props.before, props.after), [props.before, props.after])
  const hunks = useMemo(() => hunksOf(lines), [lines])
  const isWide = useMediaQuery('(min-width: 900px)')
  const [layout, setLayout] = useStored<'split' | 'unified'>('diff', (stored) => (stored === 'split' ? 'split' : 'unified'), 'unified')
  const isSplit = layout === 'split' && isWide
  const added = lines.filter(({ kind }) => kind === 'added').length
  const removed = lines.filter(({ kind }) => kind === 'removed').length
  return (
    <div className={styles.root}>
      <div className={styles.bar}>
        <span className={styles.name}>
          {props.name}
          <span className={styles.sums}>
            <span className={styles.plus} aria-hidden="true">
              +{added}
            </span>
            <span className={styles.minus} aria-hidden="true">
              −{removed}
            </span>
            <VisuallyHidden>{t('ui:diff.sums', { added, removed })}</VisuallyHidden>
          </span>
        </span>
        <div className={styles.actions}>
          {isWide && (
            <ToggleButton
              size="small"
              appearance="subtle"
              icon={<LayoutColumnTwoRegular />}
              checked={isSplit}
              onClick={() => setLayout(isSplit ? 'unified' : 'split')}
            >
              {t('ui:diff.split')}
            </ToggleButton>
          )}
          <CopyButton text={props.patch ?? props.after} label={t('ui:diff.copy')} />
          {props.download !== undefined && (
            <Button
              size="small"
              appearance="subtle"
              icon={<ArrowDownloadRegular />}
              onClick={() => props.download && downloadText(props.download.fileName, props.download.text)}
            >
              {t('ui:diff.download')}
            </Button>
          )}
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroller} tabIndex={0} aria-label={t('ui:diff.label', { name: props.name })}>
        <table className={mergeClasses(styles.table, isSplit && styles.fixed)}>
          {isSplit && (
            <colgroup>
              <col style={{ width: 44 }} />
              <col />
              <col style={{ width: 44 }} />
              <col />
            </colgroup>
          )}
          <tbody>
            {hunks.map((hunk) => {
              const start = hunk.lines[0]
              return isSplit ? (
                <SplitHunk key={keyOf(start)} lines={hunk.lines} skipped={hunk.skipped} />
              ) : (
                <UnifiedHunk key={keyOf(start)} lines={hunk.lines} skipped={hunk.skipped} />
              )
            })}
          </tbody>
        </table>
      </section>
    </div>
  )
}

function keyOf(line: DiffLine | undefined): string {
  return `${line?.before ?? ''}-${line?.after ?? ''}`
}

function SkippedRow({ count, columns }: { readonly count: number; readonly columns: number }) {
  const styles = useStyles()
  const { t } = useText()
  if (count === 0) return null
  return (
    <tr>
      <td colSpan={columns} className={styles.skipped}>
        {t('ui:diff.skipped', { count })}
      </td>
    </tr>
  )
}

function UnifiedHunk({ lines, skipped }: { readonly lines: readonly DiffLine[]; readonly skipped: number }) {
  const styles = useStyles()
  return (
    <>
      <SkippedRow count={skipped} columns={3} />
      {lines.map((line) => {
        const color = line.kind === 'added' ? styles.added : line.kind === 'removed' ? styles.removed : undefined
        return (
          <tr key={`${line.kind}${keyOf(line)}`}>
            <td className={mergeClasses(styles.number, color)}>{line.before}</td>
            <td className={mergeClasses(styles.number, color)}>{line.after}</td>
            <td className={mergeClasses(styles.code, color)}>
              <Line line={line} />
            </td>
          </tr>
        )
      })}
    </>
  )
}

function SplitHunk({ lines, skipped }: { readonly lines: readonly DiffLine[]; readonly skipped: number }) {
  const styles = useStyles()
  const side = (line: DiffLine | undefined, number: number | undefined, changed: string) => {
    const color = line === undefined ? styles.absent : line.kind === 'same' ? undefined : changed
    return (
      <>
        <td className={mergeClasses(styles.number, color)}>{number}</td>
        <td className={mergeClasses(styles.code, styles.wrapped, color)}>{line && <Line line={line} />}</td>
      </>
    )
  }
  return (
    <>
      <SkippedRow count={skipped} columns={4} />
      {sideBySide(lines).map(({ left, right }) => (
        <tr key={`${keyOf(left)}|${keyOf(right)}`}>
          {side(left, left?.before, styles.removed)}
          {side(right, right?.after, styles.added)}
        </tr>
      ))}
    </>
  )
}

function Line({ line }: { readonly line: DiffLine }) {
  const styles = useStyles()
  const { t } = useText()
  return (
    <>
      <span className={styles.sign} aria-hidden="true">
        {signs[line.kind]}
      </span>
      {line.kind !== 'same' && <VisuallyHidden>{line.kind === 'added' ? t('ui:diff.added') : t('ui:diff.removed')}</VisuallyHidden>}
      {line.text}
    </>
  )
}
