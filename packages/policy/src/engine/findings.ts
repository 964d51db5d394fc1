import { fillPlaceholders } from '@toride/core/errors'
import type { Finding } from '@toride/core/finding'
import { referenceOf } from '@toride/core/kubernetes-object'
import type { Locale } from '@toride/core/locale'
import type { CheckTexts, RegisteredCheck, Violation } from '../model/check.ts'
import { editsToPatch } from '../model/edit.ts'
import { type AssessOptions, editsFor, type Outcome, type ResourceAssessment } from './assess.ts'
import reasonsEn from './reasons.en.json' with { type: 'json' }
import reasonsJa from './reasons.ja.json' with { type: 'json' }

const reasons = { en: reasonsEn, ja: reasonsJa }

/** The sentence of a violation for people. */
export function messageOf(texts: CheckTexts, { message, data }: Violation, locale: Locale): string {
  const text = Object.hasOwn(texts.messages, message) ? texts.messages[message] : reasons[locale].messages['parameter-not-set']
  return fillPlaceholders(text ?? message, data)
}

/** Why a recommendation does not apply, for people. */
export function reasonText(reason: string, locale: Locale): string {
  const { notApplicable } = reasons[locale]
  return Object.hasOwn(notApplicable, reason) ? notApplicable[reason as keyof typeof notApplicable] : reason
}

/** The patch that would mend a violation, or undefined when there is no safe one. It is for the assessed resource as it was read. */
export function patchFor(outcome: Outcome, violation: Violation, assessment: ResourceAssessment, options: AssessOptions) {
  const edits = editsFor(outcome.prepared, violation, assessment.resource, options)
  return edits && editsToPatch(assessment.resource.original, edits)
}

/** The findings of one outcome as results carry them, without a place in a file. */
export function findingsOf(
  registered: RegisteredCheck,
  outcome: Outcome,
  assessment: ResourceAssessment,
  options: AssessOptions,
  locale: Locale = 'en',
): Finding[] {
  const { check, severity } = outcome.prepared
  const texts = registered.texts[locale]
  const resource = referenceOf(assessment.resource.object)
  return outcome.violations.map((violation) => {
    const fix = patchFor(outcome, violation, assessment, options)
    return {
      rule: check.id,
      title: texts.title,
      severity,
      message: messageOf(texts, violation, locale),
      resource,
      path: violation.pointer,
      ...(fix && fix.length > 0 && { fix }),
      source: { type: 'built-in', policy: check.id },
    }
  })
}
