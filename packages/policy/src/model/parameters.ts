import type { Json } from '@toride/core/kubernetes-object'

/**
 * A parameter of a check. `required`: without a value the recommendation is unhealthy for that reason. Titles and
 * descriptions stand in the check's texts. `format` says how a string (or each of a list) is read.
 */
export type ParameterDefinition = (
  | { readonly type: 'string'; readonly default?: string; readonly enum?: readonly string[] }
  | { readonly type: 'integer'; readonly default?: number; readonly minimum?: number; readonly maximum?: number }
  | { readonly type: 'boolean'; readonly default?: boolean }
  | { readonly type: 'strings'; readonly default?: readonly string[]; readonly enum?: readonly string[] }
  | { readonly type: 'object'; readonly default?: Json; readonly schema?: Json }
) & {
  readonly required?: true
  readonly format?: 'regex' | 'quantity' | 'port-range' | 'path' | 'image-pattern'
}

export type ParameterDefinitions = Readonly<Record<string, ParameterDefinition>>

type ValueOf<D extends ParameterDefinition> = D['type'] extends 'string'
  ? string
  : D['type'] extends 'integer'
    ? number
    : D['type'] extends 'boolean'
      ? boolean
      : D['type'] extends 'strings'
        ? readonly string[]
        : Json

/** Values of a check's parameters. One without default that is not set is undefined. */
export type ParametersOf<D extends ParameterDefinitions> = {
  readonly [Name in keyof D]: D[Name] extends { readonly default: unknown } ? ValueOf<D[Name]> : ValueOf<D[Name]> | undefined
}

/** Parameter values by name, as assignments carry them. */
export type ParameterValues = Readonly<Record<string, Json>>

/**
 * What is wrong with a value for a parameter, in words for people; undefined when it fits. Regular expressions and
 * quantities are judged by whoever compiles them.
 */
export function parameterFault(definition: ParameterDefinition, value: Json): string | undefined {
  switch (definition.type) {
    case 'string':
      if (typeof value !== 'string') return 'must be a string'
      return definition.enum === undefined || definition.enum.includes(value) ? undefined : `must be one of ${definition.enum.join(', ')}`
    case 'integer':
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) return 'must be a whole number'
      if (definition.minimum !== undefined && value < definition.minimum) return `must be at least ${definition.minimum}`
      return definition.maximum !== undefined && value > definition.maximum ? `must be at most ${definition.maximum}` : undefined
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be true or false'
    case 'strings': {
      if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return 'must be a list of strings'
      const { enum: allowed } = definition
      const stranger = allowed && value.find((item) => !allowed.includes(item as string))
      return stranger === undefined ? undefined : `${String(stranger)} is not one of ${allowed?.join(', ')}`
    }
    case 'object':
      return value !== null && typeof value === 'object' && !Array.isArray(value) ? undefined : 'must be an object'
  }
}
