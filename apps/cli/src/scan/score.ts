import type { Profile } from '@toride/policy/check'
import { type ScoreEntry, secureScore, tallyControls } from '@toride/policy/score'
import type { ScanSummary } from './scan-result.ts'

/**
 * The secure score of what was scanned. Profile `defender` assesses the folder or cluster as a whole, as the original does;
 * otherwise each workload counts for itself, so that mending one of many shows.
 */
export function scoreOf(entries: readonly ScoreEntry[], profile: Profile): ScanSummary['score'] {
  const counted = profile === 'defender' ? entries.map((entry) => ({ ...entry, resource: '' })) : entries
  const { current, max, percent } = secureScore(tallyControls(counted))
  return { current: round(current), max, percent: round(percent) }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
