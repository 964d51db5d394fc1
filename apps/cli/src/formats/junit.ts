import type { Finding } from '@toride/core/finding'
import { isFailure } from '../configuration/configuration.ts'
import type { ScanResult } from '../scan/scan-result.ts'
import { escapeMarkup } from './escape-markup.ts'
import type { FormatContext } from './format.ts'
import { resourceText } from './table.ts'

/**
 * The result as JUnit XML, as CI servers read it: a suite per file (or for the cluster), a case per finding, failed when it
 * makes the scan fail, an error per thing that could not be looked at. A suite without findings has one case that passed.
 */
export function* formatJunit(result: ScanResult, { now, failOn }: FormatContext): Generator<string> {
  const suites = new Map<string, Finding[]>()
  for (const finding of result.findings) {
    const name = finding.location?.file ?? targetName(result)
    const suite = suites.get(name)
    if (suite === undefined) suites.set(name, [finding])
    else suite.push(finding)
  }
  const failuresOf = (findings: readonly Finding[]) => findings.filter(({ severity }) => isFailure(severity, failOn)).length
  const isClean = suites.size === 0 && result.problems.length === 0
  const total = Math.max(1, result.findings.length + result.problems.length)
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
  yield `<testsuites name="toride" tests="${total}" failures="${failuresOf(result.findings)}" errors="${result.problems.length}" skipped="0">\n`
  const time = now.toISOString().slice(0, 19)
  for (const [name, findings] of suites) {
    yield `  <testsuite name="${escapeMarkup(name)}" tests="${findings.length}" failures="${failuresOf(findings)}" errors="0" skipped="0" timestamp="${time}">\n`
    for (const finding of findings) yield caseOf(finding, isFailure(finding.severity, failOn))
    yield '  </testsuite>\n'
  }
  if (result.problems.length > 0) {
    const count = result.problems.length
    yield `  <testsuite name="toride" tests="${count}" failures="0" errors="${count}" skipped="0" timestamp="${time}">\n`
    for (const { code, at, message, hint } of result.problems) {
      const place = at.file === undefined ? code : `${at.file}${at.line === undefined ? '' : `:${at.line}`}`
      yield `    <testcase classname="${escapeMarkup(code)}" name="${escapeMarkup(place)}"${fileAttributes(at)}>\n`
      yield `      <error type="${escapeMarkup(code)}" message="${escapeMarkup(message)}">${escapeMarkup(hint)}</error>\n    </testcase>\n`
    }
    yield '  </testsuite>\n'
  }
  if (isClean) {
    yield `  <testsuite name="${escapeMarkup(targetName(result))}" tests="1" failures="0" errors="0" skipped="0" timestamp="${time}">\n`
    yield '    <testcase classname="toride" name="scan"/>\n  </testsuite>\n'
  }
  yield '</testsuites>\n'
}

function caseOf({ rule, title, severity, message, resource, path, location }: Finding, isFailed: boolean): string {
  const place = location === undefined ? path : `${location.file}:${location.line}:${location.column}\n${path}`
  const text = escapeMarkup(isFailed ? `${title}\n${place}` : `${severity}: ${message}\n${title}\n${place}`)
  const outcome = isFailed
    ? `<failure type="${severity}" message="${escapeMarkup(message)}">${text}</failure>`
    : `<system-out>${text}</system-out>`
  return `    <testcase classname="${escapeMarkup(rule)}" name="${escapeMarkup(resourceText(resource))}"${fileAttributes(location ?? {})}>
      ${outcome}
    </testcase>\n`
}

function fileAttributes({ file, line }: { readonly file?: string; readonly line?: number }): string {
  return `${file === undefined ? '' : ` file="${escapeMarkup(file)}"`}${line === undefined ? '' : ` line="${line}"`}`
}

function targetName({ target }: ScanResult): string {
  return target.type === 'manifests' ? target.paths.join(' ') : target.context
}
