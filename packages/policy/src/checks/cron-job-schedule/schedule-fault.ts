/** Why a schedule does not work. `never`: it is valid, but names a day that no month has. */
export type ScheduleFault = 'time-zone' | 'fields' | 'value' | 'never'

type Field = { readonly least: number; readonly most: number; readonly names: readonly string[] }

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

const fields: readonly Field[] = [
  { least: 0, most: 59, names: [] },
  { least: 0, most: 23, names: [] },
  { least: 1, most: 31, names: [] },
  { least: 1, most: 12, names: months },
  { least: 0, most: 6, names: weekdays },
]

const shortcuts = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'])
const longestMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const longestSchedule = 256

/**
 * What is wrong with a schedule of a CronJob; undefined when it runs some day.
 *
 * Source: robfig/cron v3, ParseStandard, which Kubernetes uses; Kubernetes API server, validation of batch/v1: no TZ= in
 * the schedule
 */
export function scheduleFault(schedule: string): ScheduleFault | undefined {
  const text = schedule.trim()
  if (text.length > longestSchedule) return 'fields'
  if (text.includes('TZ=')) return 'time-zone'
  if (text.startsWith('@')) return shortcuts.has(text) || isInterval(text) ? undefined : 'value'
  const parts = text.split(/\s+/)
  if (parts.length !== fields.length) return 'fields'
  const values = parts.map((part, index) => valuesOf(part, fields[index] as Field))
  const [, , days, inMonths] = values
  if (values.some((set) => set === undefined) || days === undefined || inMonths === undefined) return 'value'
  // Day and weekday are alternatives as soon as both are given.
  if (!(parts[4] ?? '').startsWith('*') && parts[4] !== '?') return undefined
  for (const month of inMonths) for (const day of days) if (day <= (longestMonth[month - 1] ?? 0)) return undefined
  return 'never'
}

function isInterval(text: string): boolean {
  return text.startsWith('@every ') && /^([0-9.]+(ns|us|µs|ms|s|m|h))+$/.test(text.slice('@every '.length).trim())
}

/** `*`, `5`, `1-5`, `mon-fri`, any of them with a step, in a list. */
function valuesOf(part: string, { least, most, names }: Field): Set<number> | undefined {
  const values = new Set<number>()
  for (const item of part.split(',')) {
    const [range = '', step = '1', ...rest] = item.split('/')
    const width = numberOf(step, [])
    if (rest.length > 0 || width === undefined || width === 0) return undefined
    const [first, last] = boundsOf(range, item.includes('/'), { least, most, names })
    if (first === undefined || last === undefined || first < least || last > most || first > last) return undefined
    for (let value = first; value <= last; value += width) values.add(value)
  }
  return values
}

function boundsOf(range: string, hasStep: boolean, { least, most, names }: Field): readonly [number | undefined, number | undefined] {
  if (range === '*' || range === '?') return [least, most]
  const [from = '', to, ...rest] = range.split('-')
  if (rest.length > 0) return [undefined, undefined]
  const first = numberOf(from, names, least)
  return [first, to === undefined ? (hasStep ? most : first) : numberOf(to, names, least)]
}

function numberOf(text: string, names: readonly string[], firstName = 0): number | undefined {
  const name = names.indexOf(text.toLowerCase())
  if (name >= 0) return name + firstName
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined
}
