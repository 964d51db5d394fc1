import { readFileSync, writeFileSync } from 'node:fs'
import type { Finding } from '@toride/core/finding'
import { reasonOf } from '@toride/sources/manifests/read-text'
import { usageError } from '../refusal.ts'

/** Findings that were known before: how often each fingerprint was found. */
export type Baseline = ReadonlyMap<string, number>

/** Reads a file that `writeBaseline` has written. Throws a refusal when it is none. */
export function readBaseline(file: string): Baseline {
  let document: unknown
  try {
    document = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'it is not JSON' : reasonOf(error)
    throw usageError(`The baseline ${file} could not be read: ${reason}`)
  }
  const { schemaVersion, findings } = (document ?? {}) as { schemaVersion?: unknown; findings?: unknown }
  if (schemaVersion !== 1 || findings === null || typeof findings !== 'object')
    throw usageError(`${file} is not a baseline of this version`)
  return new Map(Object.entries(findings).filter((entry): entry is [string, number] => typeof entry[1] === 'number'))
}

/** Writes the findings as known, in a stable order, so that it can be reviewed and merged. */
export function writeBaseline(file: string, fingerprints: readonly string[]): void {
  const counts = new Map<string, number>()
  for (const fingerprint of fingerprints) {
    counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1)
  }
  const sorted = Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  try {
    writeFileSync(file, `${JSON.stringify({ schemaVersion: 1, findings: sorted }, undefined, 2)}\n`)
  } catch (error) {
    throw usageError(`The baseline ${file} could not be written: ${reasonOf(error)}`)
  }
}

/** The findings that a baseline does not know. Of equal ones it covers as many as it has counted. */
export function newFindings(findings: readonly Finding[], baseline: Baseline, fingerprintOf: (finding: Finding) => string): Finding[] {
  const left = new Map(baseline)
  return findings.filter((finding) => {
    const fingerprint = fingerprintOf(finding)
    const known = left.get(fingerprint) ?? 0
    if (known > 0) left.set(fingerprint, known - 1)
    return known === 0
  })
}
