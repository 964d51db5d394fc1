import { fillPlaceholders } from '@toride/core/errors'
import type { Finding } from '@toride/core/finding'
import { severities } from '@toride/core/severity'
import type { ScanResult } from '../scan/scan-result.ts'
import { escapeMarkup } from './escape-markup.ts'
import type { FormatContext } from './format.ts'
import { groupByResource, knownText, resourceText } from './table.ts'
import { reportWords, severityWords } from './words.ts'

/**
 * The result as one page for people: no scripts, nothing loaded from elsewhere, fit for print. Written as well-formed XML,
 * so that it can be checked to be closed and escaped everywhere.
 */
export function* formatHtml(result: ScanResult, context: FormatContext): Generator<string> {
  const { locale, now } = context
  const word = (key: keyof typeof reportWords) => escapeMarkup(reportWords[key][locale])
  const { summary, target } = result
  const score = summary.score.max === 0 ? word('noScore') : escapeMarkup(fillPlaceholders(reportWords.scoreOf[locale], summary.score))
  const counts = severities.map((severity) => {
    const count = result.findings.filter((finding) => finding.severity === severity).length
    return `<li><span class="severity ${severity}">${escapeMarkup(severityWords[severity][locale])}</span> ${count}</li>`
  })
  yield `<!DOCTYPE html>
<html lang="${locale}">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>${word('title')}</title>
<style>${styles}</style>
</head>
<body>
<header>
<h1>${word('title')}</h1>
<dl>
<dt>${word('target')}</dt><dd>${escapeMarkup(target.type === 'manifests' ? target.paths.join(' ') : target.context)}</dd>
<dt>${word('time')}</dt><dd><time datetime="${now.toISOString()}">${escapeMarkup(now.toISOString().slice(0, 16).replace('T', ' '))} UTC</time></dd>
<dt>${word('score')}</dt><dd>${score}</dd>
<dt>${word('resources')}</dt><dd>${summary.resources}</dd>
<dt>${word('unhealthy')}</dt><dd>${summary.unhealthy}</dd>
<dt>${word('exempt')}</dt><dd>${summary.exempt}</dd>
</dl>
<ul class="counts">${counts.join('')}</ul>
</header>
<main>
`
  if (result.problems.length > 0) {
    yield `<section>\n<h2>${word('errors')}</h2>\n<ul>\n`
    for (const { at, message, hint } of result.problems) {
      yield `<li><code>${escapeMarkup(placeText(at))}</code> ${escapeMarkup(message)}. <small>${escapeMarkup(hint)}</small></li>\n`
    }
    yield '</ul>\n</section>\n'
  }
  yield `<section>\n<h2>${word('findings')}</h2>\n`
  if (result.findings.length === 0) yield `<p>${word('nothing')}</p>\n`
  if (summary.known > 0) yield `<p>${escapeMarkup(knownText(summary.known, context.writtenBaseline, locale))}</p>\n`
  for (const group of groupByResource(result.findings)) yield* resourceSection(group, context)
  yield '</section>\n'
  yield* exemptSection(result, context)
  yield* rulesSection(result, context)
  yield '</main>\n</body>\n</html>\n'
}

function* resourceSection(findings: readonly Finding[], { locale }: FormatContext): Generator<string> {
  const [first] = findings
  if (first === undefined) return
  const file = first.location === undefined ? '' : ` <small>${escapeMarkup(first.location.file)}</small>`
  yield `<article>\n<h3>${escapeMarkup(resourceText(first.resource))}${file}</h3>\n<table>\n<thead><tr>`
  for (const key of ['severity', 'rule', 'place', 'message'] as const)
    yield `<th scope="col">${escapeMarkup(reportWords[key][locale])}</th>`
  yield '</tr></thead>\n<tbody>\n'
  for (const { severity, rule, title, location, path, message } of findings) {
    const place = location === undefined ? '' : `${location.line}:${location.column} `
    yield `<tr><td><span class="severity ${severity}">${escapeMarkup(severityWords[severity][locale])}</span></td>`
    yield `<td>${escapeMarkup(title)}<br/><a href="#${escapeMarkup(anchorOf(rule))}"><code>${escapeMarkup(rule)}</code></a></td>`
    yield `<td>${place}<br/><code>${escapeMarkup(path)}</code></td><td>${escapeMarkup(message)}</td></tr>\n`
  }
  yield '</tbody>\n</table>\n</article>\n'
}

function* exemptSection({ exempt }: ScanResult, { locale }: FormatContext): Generator<string> {
  if (exempt.length === 0) return
  yield `<section>\n<h2>${escapeMarkup(reportWords.exempt[locale])}</h2>\n<table>\n<thead><tr>`
  for (const key of ['resources', 'rule', 'reason'] as const) yield `<th scope="col">${escapeMarkup(reportWords[key][locale])}</th>`
  yield '</tr></thead>\n<tbody>\n'
  for (const { resource, title, reason, expiresAt } of exempt) {
    const until = expiresAt && fillPlaceholders(reportWords.until[locale], { date: expiresAt.toISOString().slice(0, 10) })
    yield `<tr><td>${escapeMarkup(resourceText(resource))}</td><td>${escapeMarkup(title)}</td><td>${escapeMarkup(reason)}${until ? ` (${escapeMarkup(until)})` : ''}</td></tr>\n`
  }
  yield '</tbody>\n</table>\n</section>\n'
}

function* rulesSection({ findings }: ScanResult, { checks, locale }: FormatContext): Generator<string> {
  const found = new Set(findings.map(({ rule }) => rule))
  if (found.size === 0) return
  yield `<section>\n<h2>${escapeMarkup(reportWords.remediation[locale])}</h2>\n`
  for (const { check, texts } of checks) {
    if (!found.has(check.id)) continue
    const { title, description, remediation } = texts[locale]
    yield `<article id="${escapeMarkup(anchorOf(check.id))}">\n<h3>${escapeMarkup(title)} <code>${escapeMarkup(check.id)}</code></h3>\n`
    yield `<p>${escapeMarkup(description)}</p>\n<p>${escapeMarkup(remediation)}</p>\n</article>\n`
  }
  yield '</section>\n'
}

function anchorOf(rule: string): string {
  return `rule-${rule.replaceAll('/', '-')}`
}

function placeText({ file, line, column }: { readonly file?: string; readonly line?: number; readonly column?: number }): string {
  return [file, line, column].filter((part) => part !== undefined).join(':')
}

const styles = `
:root { color-scheme: light dark; --text: light-dark(#242424, #e8e8e8); --quiet: light-dark(#5c5c5c, #b0b0b0); --line: light-dark(#d6d6d6, #444) }
body { font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans CJK JP", sans-serif; color: var(--text); background: light-dark(#fff, #1c1c1c); max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem } h2 { font-size: 1.25rem; margin-top: 2rem } h3 { font-size: 1rem }
small { color: var(--quiet); font-weight: normal } code { font-size: .9em; overflow-wrap: anywhere }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem } dt { color: var(--quiet) } dd { margin: 0; overflow-wrap: anywhere }
ul.counts { display: flex; gap: 1.5rem; list-style: none; padding: 0 }
table { border-collapse: collapse; width: 100% } th, td { text-align: start; vertical-align: top; padding: .35rem .5rem; border-bottom: 1px solid var(--line) }
.severity { border: 1px solid; border-radius: .25rem; padding: 0 .35rem; white-space: nowrap; font-size: .85em }
.high { color: light-dark(#b10e1c, #ff99a4) } .medium { color: light-dark(#8a3707, #fbb88f) } .low { color: light-dark(#0f548c, #96c6fa) } .informational { color: var(--quiet) }
@media print { body { max-width: none; margin: 0 } tr, article > h3 { break-inside: avoid; break-after: avoid } a { color: inherit; text-decoration: none } }
`
