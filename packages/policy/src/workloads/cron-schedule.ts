/** Why a schedule is none: its code and the part that is wrong. `never` can be read, but no such day exists. */
export type ScheduleFault = { readonly fault: 'fields' | 'value' | 'range' | 'macro' | 'time-zone' | 'never'; readonly part: string }

type Bounds = { readonly minimum: number; readonly maximum: number; readonly names?: readonly string[] }

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** Minute, hour, day of month, month, day of week. Sunday is 0 only. */
const fields: readonly Bounds[] = [
  { minimum: 0, maximum: 59 },
  { minimum: 0, maximum: 23 },
  { minimum: 1, maximum: 31 },
  { minimum: 1, maximum: 12, names: months },
  { minimum: 0, maximum: 6, names: weekdays },
]

const macros = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'])
const every = '@every '
const goDuration = /^[+-]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * What is wrong with the schedule of a CronJob, undefined when nothing is. Five fields, macros and `@every`, read as the
 * library reads them that Kubernetes uses (robfig/cron 3, standard parser); time zones belong into `spec.timeZone`
 * (Kubernetes API validation, batch).
 */
export function faultOfSchedule(schedule: string): ScheduleFault | undefined {
  if (schedule.includes('TZ')) return { fault: 'time-zone', part: schedule }
  if (schedule.startsWith('@')) {
    const isMacro = macros.has(schedule) || (schedule.startsWith(every) && goDuration.test(schedule.slice(every.length)))
    return isMacro ? undefined : { fault: 'macro', part: schedule }
  }
  const parts = schedule.trim().split(/\s+/)
  if (parts.length !== fields.length || parts[0] === '') return { fault: 'fields', part: schedule }
  const chosen: Set<number>[] = []
  for (const [index, part] of parts.entries()) {
    const read = readField(part, fields[index] as Bounds)
    if ('fault' in read) return read
    chosen.push(read)
  }
  return happens(parts, chosen) ? undefined : { fault: 'never', part: schedule }
}

function readField(text: string, bounds: Bounds): Set<number> | ScheduleFault {
  const chosen = new Set<number>()
  for (const part of text.split(',')) {
    if (part === '') continue
    const range = readRange(part, bounds)
    if (range === undefined) return { fault: 'value', part }
    const { start, end, step } = range
    if (start < bounds.minimum || end > bounds.maximum || start > end || step === 0) return { fault: 'range', part }
    for (let value = start; value <= end; value += step) chosen.add(value)
  }
  return chosen
}

/** `*`, `?`, a number or name, `a-b`, each with `/step`. A single number with a step runs up to the maximum. */
function readRange(text: string, bounds: Bounds): { start: number; end: number; step: number } | undefined {
  const [range = '', stepText, ...rest] = text.split('/')
  const [low = '', high, ...more] = range.split('-')
  const step = stepText === undefined ? 1 : readNumber(stepText)
  if (rest.length > 0 || step === undefined) return undefined
  if (low === '*' || low === '?') return { start: bounds.minimum, end: bounds.maximum, step }
  const start = readValue(low, bounds)
  const end = high === undefined ? (stepText === undefined ? start : bounds.maximum) : readValue(high, bounds)
  return start === undefined || end === undefined || more.length > 0 ? undefined : { start, end, step }
}

function readValue(text: string, { names, minimum }: Bounds): number | undefined {
  const name = names?.indexOf(text.toLowerCase()) ?? -1
  return name >= 0 ? name + minimum : readNumber(text)
}

function readNumber(text: string): number | undefined {
  return /^\+?\d{1,9}$/.test(text) ? Number(text) : undefined
}

/** Whether any day fits. With a day of the week given, either that or the day of the month suffices. */
function happens(parts: readonly string[], [minutes, hours, days, chosenMonths, chosenWeekdays]: readonly Set<number>[]): boolean {
  if (minutes?.size === 0 || hours?.size === 0 || chosenMonths?.size === 0) return false
  const needsBoth = isStar(parts[2]) || isStar(parts[4])
  if (!needsBoth && (chosenWeekdays?.size ?? 0) > 0) return true
  if (chosenWeekdays?.size === 0 && needsBoth) return false
  const firstDay = Math.min(...(days ?? []))
  return [...(chosenMonths ?? [])].some((month) => firstDay <= (longestMonths[month - 1] ?? 0))
}

/** Whether a field is left open. With a step above one (`*` + `/2`) it counts as given. */
function isStar(field = ''): boolean {
  return field.split(',').some((part) => (part.startsWith('*') || part.startsWith('?')) && !/\/(?!\+?0*1$)/.test(part))
}
