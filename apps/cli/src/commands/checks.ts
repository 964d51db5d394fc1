import type { Locale } from '@toride/core/locale'
import { compareSeverity } from '@toride/core/severity'
import { catalogue } from '@toride/policy/catalogue'
import type { Profile, RegisteredCheck } from '@toride/policy/check'
import { isOriginal } from '@toride/policy/policy'
import { nearest } from '@toride/policy/read-document'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { severityWords } from '../formats/words.ts'
import type { Io } from '../io.ts'
import { usageError } from '../refusal.ts'
import { paintFor } from '../terminal/colours.ts'
import { displayWidth, padDisplay, wrapDisplay } from '../terminal/display-width.ts'

export type ChecksOptions = { readonly profile?: Profile; readonly format: 'table' | 'json'; readonly locale?: Locale }

/** `toride checks list`: every check with its severity and title, the gravest first. */
export function listChecks({ profile = 'toride', format, locale = 'en' }: ChecksOptions, io: Io): ExitCode {
  const checks = catalogue
    .filter(({ check }) => profile === 'toride' || isOriginal(check))
    .toSorted((a, b) => compareSeverity(a.check.severity, b.check.severity) || (a.check.id < b.check.id ? -1 : 1))
  if (format === 'json') {
    io.stdout.write(
      `${JSON.stringify(
        checks.map((each) => summaryOf(each, locale)),
        undefined,
        2,
      )}\n`,
    )
    return exitCodes.ok
  }
  const idWidth = Math.max(...checks.map(({ check }) => check.id.length))
  const severityWidth = Math.max(...checks.map(({ check }) => displayWidth(severityWords[check.severity][locale])))
  for (const { check, texts } of checks) {
    const severity = padDisplay(severityWords[check.severity][locale], severityWidth)
    io.stdout.write(`${check.id.padEnd(idWidth)}  ${severity}  ${texts[locale].title}\n`)
  }
  return exitCodes.ok
}

/** `toride checks show ID`: what a check looks at, why, and how to mend it. */
export function showCheck(id: string, { format, locale = 'en' }: ChecksOptions, io: Io): ExitCode {
  const registered = catalogue.find(({ check }) => check.id === id)
  if (registered === undefined) {
    const meant = nearest(
      id,
      catalogue.map(({ check }) => check.id),
    )
    throw usageError(`There is no check "${id}"${meant === undefined ? '; see "toride checks list"' : `; did you mean ${meant}?`}`)
  }
  const summary = summaryOf(registered, locale)
  if (format === 'json') {
    io.stdout.write(`${JSON.stringify(summary, undefined, 2)}\n`)
    return exitCodes.ok
  }
  const paint = paintFor(io.stdout, io.environment)
  const width = Math.min(io.stdout.columns ?? 100, 100)
  const { title, description, remediation, parameters = {} } = registered.texts[locale]
  const { check } = registered
  const lines = [
    paint('bold', title),
    `${check.id}  ${severityWords[check.severity][locale]}  ${check.control}`,
    '',
    ...wrapDisplay(description, width),
    '',
    ...wrapDisplay(remediation, width),
  ]
  const parameterLines = Object.entries(check.parameters ?? {}).flatMap(([name, definition]) => [
    `  ${name} (${definition.type}${definition.required ? ', required' : ''}${definition.default === undefined ? '' : `, default ${JSON.stringify(definition.default)}`})`,
    ...wrapDisplay(parameters[name] ?? '', width - 4).map((line) => `    ${line}`),
  ])
  if (parameterLines.length > 0) lines.push('', ...parameterLines)
  const maps = Object.entries(check.maps).map(([standard, value]) => `  ${standard}: ${Array.isArray(value) ? value.join(', ') : value}`)
  if (maps.length > 0) lines.push('', ...maps)
  io.stdout.write(`${lines.join('\n')}\n`)
  return exitCodes.ok
}

function summaryOf({ check, texts }: RegisteredCheck, locale: Locale) {
  const { title, description, remediation } = texts[locale]
  const { id, severity, control, category, maps, parameters = {}, excludedNamespaces = [], enabledByDefault = true } = check
  return { id, severity, control, category, title, description, remediation, maps, parameters, excludedNamespaces, enabledByDefault }
}
