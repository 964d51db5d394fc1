import type { Json, JsonObject } from '@toride/core/kubernetes-object'
import { resolvePlainScalar } from './plain-scalar.ts'

/** How a document is written, so that what is added looks like the rest. */
export type Layout = {
  /** Spaces by which a nested mapping is further in. */
  readonly step: number
  /** Spaces by which the dashes of a list are further in than its key. */
  readonly listStep: number
  readonly newline: string
  /** Whether the document is JSON: keys and strings in double quotes. */
  readonly isJson: boolean
}

/** Text that means itself without quotes, in YAML 1.1 and 1.2 alike. Far from all of them, but all that manifests need. */
const plainPattern = /^\d+[A-Za-z]+$|^[A-Za-z_/](?:[\w./@-]|:(?=[\w/])|[ ](?=[\w./@-]))*$/

/** A scalar, or an empty collection, on one line. */
export function renderScalar(value: Json, isJson: boolean): string {
  if (typeof value !== 'string') return isEmptyCollection(value) ? (Array.isArray(value) ? '[]' : '{}') : JSON.stringify(value)
  return !isJson && plainPattern.test(value) && resolvePlainScalar(value) === value ? value : JSON.stringify(value)
}

/** Any value on one line, in brackets and braces. */
export function renderFlow(value: Json, isJson: boolean): string {
  if (Array.isArray(value)) return `[${value.map((item) => renderFlow(item, isJson)).join(', ')}]`
  if (!isMapping(value)) return renderScalar(value, isJson)
  return `{${Object.entries(value)
    .map(([key, item]) => `${renderScalar(key, isJson)}: ${renderFlow(item, isJson)}`)
    .join(', ')}}`
}

/** A collection that is not empty as lines that start at a column. */
export function renderBlock(value: Json, column: number, layout: Layout): string[] {
  const pad = ' '.repeat(column)
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      const [first = '', ...rest] = isBlock(item) ? renderBlock(item, column + 2, layout) : [renderScalar(item, false)]
      return [`${pad}- ${first.trimStart()}`, ...rest]
    })
  }
  return Object.entries(value as JsonObject).flatMap(([key, item]) => renderField(key, item, column, layout))
}

/** A field of a mapping as lines that start at a column. */
export function renderField(key: string, value: Json, column: number, layout: Layout): string[] {
  const start = `${' '.repeat(column)}${renderScalar(key, false)}:`
  if (!isBlock(value)) return [`${start} ${renderScalar(value, false)}`]
  return [start, ...renderBlock(value, column + (Array.isArray(value) ? layout.listStep : layout.step), layout)]
}

/** JSON over several lines; all but the first start with `pad`. */
export function renderJson(value: Json, pad: string, step: string): string {
  return JSON.stringify(value, undefined, step).replaceAll('\n', `\n${pad}`)
}

/** Whether a value needs lines of its own in block style. */
export function isBlock(value: Json): boolean {
  return value !== null && typeof value === 'object' && !isEmptyCollection(value)
}

function isEmptyCollection(value: Json): boolean {
  return value !== null && typeof value === 'object' && Object.keys(value).length === 0
}

function isMapping(value: Json): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
