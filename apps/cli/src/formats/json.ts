import type { Problem } from '@toride/core/errors'
import type { ScanResult } from '../scan/scan-result.ts'

/**
 * The result as JSON, stable, described by docs/reference/result.schema.json. One finding a line, piece by piece: the whole
 * of a large result is never in memory at once.
 */
export function* formatJson({ target, summary, findings, exempt, problems }: ScanResult): Generator<string> {
  yield `{\n  "schemaVersion": 1,\n  "target": ${JSON.stringify(target)},\n  "summary": ${JSON.stringify(summary)},\n`
  yield* list('findings', findings)
  yield ',\n'
  yield* list('vulnerabilities', [])
  yield ',\n'
  yield* list('exempt', exempt)
  yield ',\n'
  yield* list('errors', problems.map(errorOf))
  yield '\n}\n'
}

function* list(name: string, items: readonly unknown[]): Generator<string> {
  yield `  "${name}": [`
  for (let index = 0; index < items.length; index += 1) yield `${index === 0 ? '' : ','}\n    ${JSON.stringify(items[index])}`
  yield items.length === 0 ? ']' : '\n  ]'
}

function errorOf({ code, at, message, hint }: Problem) {
  return { ...at, code, message, hint }
}
