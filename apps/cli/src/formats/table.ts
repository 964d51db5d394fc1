import { fillPlaceholders } from '@toride/core/errors'
import type { Finding } from '@toride/core/finding'
import { type ResourceReference, resourceKey } from '@toride/core/kubernetes-object'
import type { Locale } from '@toride/core/locale'
import { type Severity, severities } from '@toride/core/severity'
import type { ScanResult } from '../scan/scan-result.ts'
import type { Colour } from '../terminal/colours.ts'
import { displayWidth, padDisplay, wrapDisplay } from '../terminal/display-width.ts'
import { safeText } from '../terminal/safe-text.ts'
import type { FormatContext } from './format.ts'
import { reportWords, severityWords } from './words.ts'

const severityColours: Readonly<Record<Severity, Colour>> = { high: 'red', medium: 'yellow', low: 'blue', informational: 'grey' }

/** The result for people at a terminal: by file, then by resource, each finding on a line with its place. */
export function* formatTable(result: ScanResult, context: FormatContext): Generator<string> {
  const { paint, locale } = context
  let file: string | undefined
  for (const group of groupByResource(result.findings)) {
    const [first] = group
    if (first === undefined) continue
    if (first.location?.file !== file) {
      file = first.location?.file
      yield `${paint('bold', safeText(file ?? ''))}\n`
    }
    yield `  ${safeText(resourceText(first.resource))}\n`
    yield* formatFindings(group, context)
    yield '\n'
  }
  if (result.exempt.length > 0) {
    yield `${paint('bold', reportWords.exempt[locale])}\n`
    for (const { rule, resource, reason, expiresAt } of result.exempt) {
      const until = expiresAt && ` (${fillPlaceholders(reportWords.until[locale], { date: expiresAt.toISOString().slice(0, 10) })})`
      yield `  ${safeText(`${resourceText(resource)}  ${rule}${reason === '' ? '' : `: ${reason}`}`)}${until ?? ''}\n`
    }
    yield '\n'
  }
  yield* formatSummary(result, context)
}

/** The narrowest column of messages, and where they start when they have lines of their own. */
const leastColumns = 24
const narrowIndent = 8

function* formatFindings(findings: readonly Finding[], { paint, width, locale }: FormatContext): Generator<string> {
  const rows = findings.map(({ location, severity, rule, message }) => ({
    place: location === undefined ? '' : `${location.line}:${location.column}`,
    severity,
    rule,
    message: safeText(message),
  }))
  const placeWidth = longest(rows, ({ place }) => place.length)
  const severityWidth = longest(rows, ({ severity }) => displayWidth(severityWords[severity][locale]))
  const ruleWidth = longest(rows, ({ rule }) => rule.length)
  const indent = 4 + placeWidth + 2 + severityWidth + 2 + ruleWidth + 2
  // In a narrow terminal a column of a few letters would be worse than lines of its own.
  const isBeside = width - indent >= leastColumns
  for (const { place, severity, rule, message } of rows) {
    const word = paint(severityColours[severity], padDisplay(severityWords[severity][locale], severityWidth))
    const start = `    ${paint('grey', place.padStart(placeWidth))}  ${word}  `
    const [first = '', ...rest] = wrapDisplay(message, isBeside ? width - indent : Math.max(leastColumns, width - narrowIndent))
    const pad = ' '.repeat(isBeside ? indent : narrowIndent)
    yield isBeside ? `${start}${padDisplay(rule, ruleWidth)}  ${first}\n` : `${start}${rule}\n${pad}${first}\n`
    for (const line of rest) yield `${pad}${line}\n`
  }
}

function* formatSummary(
  { summary, findings }: ScanResult,
  { locale, paint, width, writtenBaseline, unsetParameters }: FormatContext,
): Generator<string> {
  const { resources, unhealthy, known, score } = summary
  const counts = severities
    .map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => {
      const word = severityWords[severity][locale].toLowerCase()
      return paint(severityColours[severity], fillPlaceholders(reportWords.severityCount[locale], { count, severity: word }))
    })
    .join(reportWords.severitySeparator[locale])
  const words = resources === 0 ? reportWords.nothingAssessed : findings.length === 0 ? reportWords.clean : reportWords.summary
  const counted = {
    findings: countText(findings.length, findings.length === 1 ? 'oneFinding' : 'manyFindings', locale),
    resources: countText(resources, resources === 1 ? 'oneResource' : 'manyResources', locale),
  }
  yield `${fillPlaceholders(words[locale], { ...counted, severities: counts, unhealthy })}\n`
  if (known > 0) yield `${safeText(knownText(known, writtenBaseline, locale))}\n`
  if (unsetParameters.length > 0) {
    const findings = countText(unsetParameters.length, unsetParameters.length === 1 ? 'oneFinding' : 'manyFindings', locale)
    const parameters = [...new Set(unsetParameters)].toSorted().join(', ')
    for (const line of wrapDisplay(fillPlaceholders(reportWords.unset[locale], { findings, parameters }), width)) yield `${line}\n`
  }
  if (score.max > 0) yield `${reportWords.score[locale]}: ${fillPlaceholders(reportWords.scoreOf[locale], score)}\n`
}

/** The largest of a number per row. There may be more rows than a call has room for arguments. */
function longest<T>(rows: readonly T[], lengthOf: (row: T) => number): number {
  return rows.reduce((length, row) => Math.max(length, lengthOf(row)), 0)
}

/** What a baseline has done to the result. */
export function knownText(count: number, writtenBaseline: string | undefined, locale: Locale): string {
  return writtenBaseline === undefined
    ? fillPlaceholders(reportWords.known[locale], { count })
    : fillPlaceholders(reportWords.written[locale], {
        findings: countText(count, count === 1 ? 'oneFinding' : 'manyFindings', locale),
        file: writtenBaseline,
      })
}

function countText(count: number, words: keyof typeof reportWords, locale: Locale): string {
  return fillPlaceholders(reportWords[words][locale], { count })
}

/** `Deployment shop/cart`, as people name it. */
export function resourceText({ kind, namespace, name }: ResourceReference): string {
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`
}

/**
 * Findings about the same resource of the same file, in the order of their first. Several resources may come from the same
 * lines of a file (of a kustomization's base, by its overlays).
 */
export function groupByResource(findings: readonly Finding[]): Iterable<readonly Finding[]> {
  return Map.groupBy(findings, ({ location, resource }) => `${location?.file ?? ''}\0${resourceKey(resource)}`).values()
}
