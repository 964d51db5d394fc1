import { assessmentStates } from '@toride/core/finding'
import type { StateCounts } from '../../ui/health-bar.tsx'
import type { TextOf } from '../../words/use-text.ts'

/** "Unhealthy 3 · Healthy 12": the states that occur, with their counts. */
export function stateWords(counts: StateCounts, t: TextOf, number: (value: number) => string): string {
  return assessmentStates
    .filter((state) => (counts[state] ?? 0) > 0)
    .map((state) => `${t(`terms:state.${state}`)} ${number(counts[state] ?? 0)}`)
    .join(' · ')
}
