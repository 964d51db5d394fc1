import type { LocalizedText } from '@toride/core/locale'
import type { RegisteredCheck } from '@toride/policy/check'
import type { StoredViolation } from '@toride/store/schema'
import { messageText, reasonTexts } from './texts.ts'

type StoredAssessment = {
  readonly state: string
  readonly reason: string | null
  readonly violations: readonly StoredViolation[]
  readonly exemption_id: string | null
  readonly exemption_name: string | null
  readonly category: 'waiver' | 'mitigated' | null
  readonly exemption_reason: string | null
  readonly expires_at: Date | null
}

/** The findings of an assessment with their sentences. */
export function findingsOf(registered: RegisteredCheck, violations: readonly StoredViolation[]) {
  return violations.map((violation) => ({
    pointer: violation.pointer,
    message: messageText(registered, violation),
    fixable: violation.fixable,
    location: violation.location ?? null,
  }))
}

/** The exemption that holds for an assessment, in short. */
export function exemptionOf(row: StoredAssessment) {
  if (row.exemption_id === null || row.category === null) return null
  return {
    id: row.exemption_id,
    name: row.exemption_name ?? '',
    category: row.category,
    reason: row.exemption_reason ?? '',
    expiresAt: row.expires_at?.toISOString() ?? null,
  }
}

export function reasonOf({ reason }: Pick<StoredAssessment, 'reason'>): LocalizedText | null {
  return reasonTexts(reason)
}
