import { z } from 'zod'

/** A column of a table: its heading and the way to its value. */
type Column = { readonly heading: string; readonly path: readonly string[] }

/** The columns of a list, from the schema of its items: objects are taken apart, everything else is one column. */
export function columnsOf(item: z.ZodType, path: readonly string[] = []): readonly Column[] {
  const schema = withoutWrapper(item)
  if (!(schema instanceof z.ZodObject)) return [{ heading: path.join('.'), path }]
  return Object.entries(schema.shape).flatMap(([key, inner]) => columnsOf(inner as z.ZodType, [...path, key]))
}

function withoutWrapper(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodNullable || schema instanceof z.ZodOptional ? withoutWrapper(schema.unwrap() as z.ZodType) : schema
}

export function headingLine(columns: readonly Column[]): string {
  return `${columns.map(({ heading }) => cell(heading)).join(',')}\r\n`
}

/** One line of a table (RFC 4180). */
export function csvLine(columns: readonly Column[], item: unknown): string {
  return `${columns.map(({ path }) => cell(textOf(valueAt(item, path)))).join(',')}\r\n`
}

function valueAt(item: unknown, path: readonly string[]): unknown {
  let value = item
  for (const key of path) {
    if (value === null || value === undefined) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(textOf).join('; ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function cell(text: string): string {
  // Spreadsheets run what begins like a formula (OWASP, CSV injection); names in clusters are anybody's.
  const harmless = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
