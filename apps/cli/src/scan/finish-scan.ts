import type { Problem } from '@toride/core/errors'
import type { Finding } from '@toride/core/finding'
import { isFailure } from '../configuration/configuration.ts'
import { type ExitCode, exitCodes, worstOf } from '../exit-code.ts'
import { type FormatContext, formatResult } from '../formats/format.ts'
import type { Io } from '../io.ts'
import { printProblems } from '../print-problems.ts'
import { usageError } from '../refusal.ts'
import { paintFor } from '../terminal/colours.ts'
import { writeOutput } from '../write-output.ts'
import type { Assessed } from './assess-objects.ts'
import { newFindings, writeBaseline } from './baseline.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { PreparedScan, ScanOptions } from './prepare-scan.ts'
import type { ScanResult, ScanTarget } from './scan-result.ts'
import { scoreOf } from './score.ts'

export type FinishInput = {
  readonly target: ScanTarget
  readonly assessed: Assessed
  /** What could not be read. */
  readonly problems: readonly Problem[]
  /** What people should know and what does not count as a problem. */
  readonly notices?: readonly Problem[]
  /** Whether there was nothing that could have been assessed, so that "no findings" would mislead. */
  readonly isNothingReadable: boolean
  readonly editOf: FormatContext['editOf']
}

/** Takes the baseline into account, prints the result and says how the command ends. */
export async function finishScan(input: FinishInput, scan: PreparedScan, options: ScanOptions, io: Io): Promise<ExitCode> {
  const { assessed, target } = input
  const all = inOrder(assessed.findings)
  const fingerprint: FormatContext['fingerprintOf'] = (each) => fingerprintOf(each, assessed.objects.get(each))
  if (options.writeBaseline) {
    if (options.baseline === undefined) throw usageError('--write-baseline needs the file: --baseline FILE')
    writeBaseline(options.baseline, all.map(fingerprint))
  }
  const findings = options.writeBaseline ? [] : scan.baseline === undefined ? all : newFindings(all, scan.baseline, fingerprint)
  const problems = [...input.problems, ...assessed.problems]
  const result: ScanResult = {
    target,
    summary: {
      resources: assessed.resources,
      unhealthy: assessed.unhealthy,
      exempt: assessed.exempt.length,
      known: all.length - findings.length,
      score: scoreOf(assessed.scoreEntries, scan.profile),
    },
    findings,
    exempt: assessed.exempt,
    problems,
  }
  const paintStderr = paintFor(io.stderr, io.environment)
  const isToFile = options.output !== undefined && options.output !== '-'
  const context: FormatContext = {
    locale: scan.locale,
    now: io.now(),
    checks: scan.checks,
    width: (isToFile ? undefined : io.stdout.columns) ?? 120,
    paint: isToFile ? (_, text) => text : paintFor(io.stdout, io.environment),
    failOn: scan.failOn,
    writtenBaseline: options.writeBaseline ? options.baseline : undefined,
    unsetParameters: findings.flatMap((finding) => assessed.unsetParameters.get(finding) ?? []),
    fingerprintOf: fingerprint,
    editOf: input.editOf,
  }
  printProblems([...scan.notices, ...(input.notices ?? []), ...assessed.notices], 'warning', io.stderr, paintStderr)
  printProblems(problems, 'error', io.stderr, paintStderr)
  writeOutput(await formatResult(scan.format, result, context), options.output, io)
  const { failOn } = scan
  return worstOf(
    input.isNothingReadable ? exitCodes.usage : exitCodes.ok,
    problems.length > 0 ? exitCodes.partial : exitCodes.ok,
    findings.some(({ severity }) => isFailure(severity, failOn)) ? exitCodes.findings : exitCodes.ok,
  )
}

/** By file as they were read, then by line; what has no place stays as it was assessed. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const files = new Map<string, number>()
  for (const { location } of findings) if (location !== undefined && !files.has(location.file)) files.set(location.file, files.size)
  return findings.toSorted(({ location: a }, { location: b }) => {
    if (a === undefined || b === undefined) return 0
    return (files.get(a.file) ?? 0) - (files.get(b.file) ?? 0) || a.line - b.line || a.column - b.column
  })
}
