/** How long an exemption holds: days from now, a date, or without end. */
export const expiryChoices = ['30', '90', '180', '365', 'date', 'never'] as const

export type ExpiryChoice = (typeof expiryChoices)[number]

const dayMs = 86_400_000

/**
 * The moment when it ends as RFC 3339, null for never, undefined when the date is missing or not after now. A date ends at
 * the end of that day where the user is.
 */
export function expiryOf(choice: ExpiryChoice, date: string, now: Date): string | null | undefined {
  if (choice === 'never') return null
  if (choice !== 'date') return new Date(now.getTime() + Number(choice) * dayMs).toISOString()
  const end = new Date(`${date}T23:59:59`)
  return Number.isNaN(end.getTime()) || end <= now ? undefined : end.toISOString()
}
