import type { Problem } from '@toride/core/errors'
import type { ScanResult } from '../scan/scan-result.ts'

/** The result as JSON, stable, described by docs/reference/result.schema.json. */
export function formatJson(result: ScanResult): string {
  const { target, summary, findings, exempt, problems } = result
  return `${JSON.stringify(
    {
      schemaVersion: 1,
      target,
      summary: { ...summary, exempt: exempt.length },
      findings,
      vulnerabilities: [],
      exempt,
      errors: problems.map(errorOf),
    },
    undefined,
    2,
  )}\n`
}

function errorOf({ code, at, message, hint }: Problem) {
  return { ...at, code, message, hint }
}
