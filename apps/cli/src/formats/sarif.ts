import { isAbsolute, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Problem } from '@toride/core/errors'
import type { Finding, Location } from '@toride/core/finding'
import type { ResourceReference } from '@toride/core/kubernetes-object'
import type { Severity } from '@toride/core/severity'
import type { ExemptResult, ScanResult } from '../scan/scan-result.ts'
import { version } from '../version.ts'
import type { FormatContext } from './format.ts'

/**
 * The result as a SARIF 2.1.0 log, as code hosts read it. Findings without a place in a file (of a cluster) have a
 * logical location alone.
 */
export function* formatSarif(result: ScanResult, context: FormatContext): Generator<string> {
  const used = new Set([...result.findings, ...result.exempt].map(({ rule }) => rule))
  const rules = context.checks.filter(({ check }) => used.has(check.id))
  const indexes = new Map(rules.map(({ check }, index) => [check.id, index]))
  const driver = {
    name: 'Toride',
    version,
    semanticVersion: version,
    rules: rules.map(({ check, texts }) => {
      const text = texts[context.locale]
      return {
        id: check.id,
        name: pascalCase(check.id),
        shortDescription: { text: text.title },
        fullDescription: { text: text.description },
        help: { text: text.remediation },
        defaultConfiguration: { level: levels[check.severity] },
        properties: { tags: [check.category], 'security-severity': securitySeverities[check.severity] },
      }
    }),
  }
  const invocation = {
    executionSuccessful: result.problems.length === 0,
    endTimeUtc: context.now.toISOString(),
    toolExecutionNotifications: result.problems.map(notificationOf),
  }
  yield '{\n  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n  "version": "2.1.0",\n  "runs": [{\n'
  yield `    "tool": ${JSON.stringify({ driver })},\n`
  yield `    "invocations": [${JSON.stringify(invocation)}],\n`
  yield '    "columnKind": "utf16CodeUnits",\n    "results": ['
  let separator = '\n'
  for (const finding of result.findings) {
    yield `${separator}      ${JSON.stringify(resultOf(finding, indexes, context))}`
    separator = ',\n'
  }
  for (const exempt of result.exempt) {
    yield `${separator}      ${JSON.stringify(suppressedResultOf(exempt, indexes, context))}`
    separator = ',\n'
  }
  yield '\n    ]\n  }]\n}\n'
}

const levels = { high: 'error', medium: 'warning', low: 'note', informational: 'note' } as const satisfies Record<Severity, string>

/** What code hosts sort by, on the scale of CVSS. */
const securitySeverities = { high: '8.0', medium: '5.5', low: '2.5', informational: '0.0' } as const satisfies Record<Severity, string>

function resultOf(finding: Finding, indexes: ReadonlyMap<string, number>, context: FormatContext) {
  const { rule, severity, message, resource, path, location, source } = finding
  const edit = context.editOf(finding)
  return {
    ruleId: rule,
    ...ruleIndexOf(rule, indexes),
    level: levels[severity],
    message: { text: message },
    locations: [locationOf(resource, path, location)],
    partialFingerprints: { 'toride/v1': context.fingerprintOf(finding) },
    ...(edit &&
      location && {
        fixes: [
          {
            description: { text: finding.title },
            artifactChanges: [
              {
                artifactLocation: { uri: uriOf(location.file) },
                replacements: [
                  {
                    deletedRegion: {
                      startLine: edit.start.line,
                      startColumn: edit.start.column,
                      endLine: edit.end.line,
                      endColumn: edit.end.column,
                    },
                    insertedContent: { text: edit.text },
                  },
                ],
              },
            ],
          },
        ],
      }),
    properties: { severity, source },
  }
}

function suppressedResultOf(exempt: ExemptResult, indexes: ReadonlyMap<string, number>, context: FormatContext) {
  const { rule, title, severity, resource, path, location, by, reason } = exempt
  return {
    ruleId: rule,
    ...ruleIndexOf(rule, indexes),
    level: levels[severity],
    message: { text: title },
    locations: [locationOf(resource, path, location)],
    partialFingerprints: { 'toride/v1': context.fingerprintOf(exempt) },
    suppressions: [{ kind: by === 'annotation' ? 'inSource' : 'external', status: 'accepted', justification: reason }],
  }
}

function ruleIndexOf(rule: string, indexes: ReadonlyMap<string, number>) {
  const ruleIndex = indexes.get(rule)
  return ruleIndex === undefined ? {} : { ruleIndex }
}

function locationOf({ kind, namespace, name }: ResourceReference, path: string, location: Location | undefined) {
  const fullyQualifiedName = [kind, ...(namespace === undefined ? [] : [namespace]), name].join('/')
  return {
    ...(location && {
      physicalLocation: {
        artifactLocation: { uri: uriOf(location.file) },
        region: { startLine: location.line, startColumn: location.column },
      },
    }),
    logicalLocations: [{ name, kind: 'resource', fullyQualifiedName: `${fullyQualifiedName}${path}` }],
  }
}

function notificationOf({ code, at, message }: Problem) {
  const { file, line, column } = at
  const region = line === undefined ? {} : { region: { startLine: line, ...(column !== undefined && { startColumn: column }) } }
  return {
    level: 'error',
    descriptor: { id: code },
    message: { text: message },
    ...(file !== undefined && { locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region } }] }),
  }
}

/** A relative reference for a path that is relative or below the working folder, so that the log means the same in every checkout. */
export function uriOf(file: string): string {
  if (file === '-') return 'stdin'
  const inner = isAbsolute(file) ? relative(process.cwd(), file) : file
  if (isAbsolute(file) && (inner.startsWith('..') || isAbsolute(inner))) return pathToFileURL(file).href
  const uri = inner.split(sep).map(encodeURIComponent).join('/')
  // A first segment with a colon would read as a scheme (RFC 3986 §4.2); encodeURIComponent has escaped it.
  return uri.replace(/^(?:\.\/)+/, '')
}

function pascalCase(id: string): string {
  return id.replace(/(?:^|[-/])([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}
