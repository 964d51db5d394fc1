import type { LocalizedText } from '@toride/core/locale'
import type { Severity } from '@toride/core/severity'
import { severities } from '@toride/core/severity'
import type { RegisteredCheck } from '@toride/policy/check'
import { messageOf, reasonText } from '@toride/policy/findings'
import type { StoredViolation } from '@toride/store/schema'

/** What the API says in both languages about checks and what they find. */

export function titleOf({ texts }: RegisteredCheck): LocalizedText {
  return { en: texts.en.title, ja: texts.ja.title }
}

export function messageText({ texts }: RegisteredCheck, violation: Pick<StoredViolation, 'pointer' | 'message' | 'data'>): LocalizedText {
  return { en: messageOf(texts.en, violation, 'en'), ja: messageOf(texts.ja, violation, 'ja') }
}

/** Why something is not applicable or unknown. What a check failed with has no translation. */
export function reasonTexts(reason: string | null): LocalizedText | null {
  return reason === null ? null : { en: reasonText(reason, 'en'), ja: reasonText(reason, 'ja') }
}

/** The severity that a rank stands for (see `severityRank`). */
export function severityOf(rank: number): Severity {
  return severities[severities.length - rank] ?? 'informational'
}

/** The standards that a check stands in, as filters name them. */
export function standardsOf({ check: { maps } }: RegisteredCheck): string[] {
  return [
    ...(maps.mcsb === undefined ? [] : ['mcsb']),
    ...(maps.pss === undefined ? [] : [`pss-${maps.pss}`]),
    ...(maps.cisAks === undefined ? [] : ['cis-aks']),
    ...(maps.cisKubernetes === undefined ? [] : ['cis-kubernetes']),
    ...(maps.nsa === undefined ? [] : ['nsa']),
  ]
}
