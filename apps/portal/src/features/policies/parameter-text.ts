import type { CheckDescription } from '@toride/contract/policies'

export type ParameterDefinition = CheckDescription['parameters'][number]

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** What a field's text means: a value, nothing (the default holds), or a mistake. */
export type ReadParameter =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'unset' }
  | { readonly kind: 'wrong'; readonly reason: 'number' | 'range' | 'json' }

/** A value as a field shows it: lists a line for each item, objects as JSON, nothing as the empty text. */
export function writeParameter(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join('\n')
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value)
}

/** Reads what was typed for a parameter. Whether an expression or a quantity is right is for the server to say. */
export function readParameter(definition: Pick<ParameterDefinition, 'type' | 'minimum' | 'maximum'>, text: string): ReadParameter {
  const trimmed = text.trim()
  if (trimmed === '') return { kind: 'unset' }
  switch (definition.type) {
    case 'string':
      return { kind: 'value', value: trimmed }
    case 'boolean':
      return { kind: 'value', value: trimmed === 'true' }
    case 'strings':
      return { kind: 'value', value: linesOf(text) }
    case 'integer': {
      if (!/^-?\d{1,15}$/.test(trimmed)) return { kind: 'wrong', reason: 'number' }
      const value = Number(trimmed)
      const fits = value >= (definition.minimum ?? Number.NEGATIVE_INFINITY) && value <= (definition.maximum ?? Number.POSITIVE_INFINITY)
      return fits ? { kind: 'value', value } : { kind: 'wrong', reason: 'range' }
    }
    case 'object':
      try {
        return { kind: 'value', value: JSON.parse(trimmed) as Json }
      } catch {
        return { kind: 'wrong', reason: 'json' }
      }
  }
}

/** The lines of a text without empty ones and without repetition. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '')
}
