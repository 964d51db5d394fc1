/**
 * The exit codes of every command, a contract with CI: 0 nothing at or above the threshold, 1 findings, 2 bad usage or
 * nothing readable, 3 something could not be looked at.
 */
export const exitCodes = { ok: 0, findings: 1, usage: 2, partial: 3 } as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** The code that counts when several hold: 2, then 3, then 1. */
export function worstOf(...codes: readonly ExitCode[]): ExitCode {
  return [exitCodes.usage, exitCodes.partial, exitCodes.findings].find((code) => codes.includes(code)) ?? exitCodes.ok
}
