import type { Locale } from '@toride/core/locale'
import type { RegisteredCheck } from '@toride/policy/check'
import type { FailOn } from '../configuration/configuration.ts'
import type { ExemptResult, ScanResult } from '../scan/scan-result.ts'
import type { Paint } from '../terminal/colours.ts'

export const formats = ['table', 'json', 'sarif', 'junit', 'html'] as const

export type Format = (typeof formats)[number]

/** What formats need besides the result. */
export type FormatContext = {
  readonly locale: Locale
  readonly now: Date
  /** The checks that ran, for their texts. */
  readonly checks: readonly RegisteredCheck[]
  readonly width: number
  readonly paint: Paint
  /** Findings from here on make a scan fail. */
  readonly failOn: FailOn
  /** The baseline that this scan has written. */
  readonly writtenBaseline: string | undefined
  /** For each finding that only says so: the parameter that is not set, `check.parameter`. */
  readonly unsetParameters: readonly string[]
  readonly fingerprintOf: (result: ScanResult['findings'][number] | ExemptResult) => string
  /** The change of its file that a finding's fix comes to, for formats that carry it. */
  readonly editOf: (finding: ScanResult['findings'][number]) => FileEdit | undefined
}

/** A replacement in a file. Lines and columns are counted from 1; `end` is behind the last character. */
export type FileEdit = {
  readonly start: { readonly line: number; readonly column: number }
  readonly end: { readonly line: number; readonly column: number }
  readonly text: string
}

/** The result as text, piece by piece. Only the format that is asked for is loaded. */
export async function formatResult(format: Format, result: ScanResult, context: FormatContext): Promise<Iterable<string>> {
  switch (format) {
    case 'table':
      return (await import('./table.ts')).formatTable(result, context)
    case 'json':
      return (await import('./json.ts')).formatJson(result)
    case 'sarif':
      return (await import('./sarif.ts')).formatSarif(result, context)
    case 'junit':
      return (await import('./junit.ts')).formatJunit(result, context)
    case 'html':
      return (await import('./html.ts')).formatHtml(result, context)
  }
}
