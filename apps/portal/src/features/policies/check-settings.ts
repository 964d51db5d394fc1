import type { PolicyDocument } from '@toride/contract/policies'

/** What a policy says of checks, by their ids. */
export type Checks = PolicyDocument['spec']['checks']

export type CheckSettings = Checks[string]

/** What a violation leads to. */
export const effects = ['audit', 'warn', 'deny', 'disabled'] as const
