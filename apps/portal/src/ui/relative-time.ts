const steps = [
  { unit: 'year', ms: 365 * 86_400_000 },
  { unit: 'month', ms: 30 * 86_400_000 },
  { unit: 'week', ms: 7 * 86_400_000 },
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const satisfies readonly { unit: Intl.RelativeTimeFormatUnit; ms: number }[]

/**
 * "3 hours ago", "in 2 weeks": the largest unit that fits, whole numbers, in the language of the user. A moment
 * less than a minute ahead is now: clocks of server and browser differ, and ours is renewed only twice a minute.
 */
export function relativeTime(at: Date, now: Date, language: string): string {
  const difference = at.getTime() - now.getTime()
  if (difference > 0 && difference < 60_000) return relativeTime(now, now, language)
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  for (const { unit, ms } of steps) {
    if (Math.abs(difference) >= ms) return format.format(Math.trunc(difference / ms), unit)
  }
  return format.format(Math.trunc(difference / 1000), 'second')
}
