import fc from 'fast-check'

type Schema = {
  readonly $ref?: string
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
}

/** Values of real things, so that requests get beyond the search for what they name. */
export type KnownValues = { readonly ids: readonly string[]; readonly resources: readonly string[]; readonly checks: readonly string[] }

/** Values that fit a JSON Schema of the API's description, and now and then one that does not. */
export function arbitraryOf(schema: Schema, components: Readonly<Record<string, Schema>>, known: KnownValues): fc.Arbitrary<unknown> {
  const right = fitting(schema, components, known, 0)
  return fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: strange })
}

/** Values that people, programs and attackers send where something else belongs. */
export const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    '0',
    '-1',
    '\0',
    '\ud800',
    "' or 1=1 --",
    '../../etc/passwd',
    '%00',
    '__proto__',
    'NaN',
    '9'.repeat(400),
  ),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.double(),
  fc.maxSafeInteger(),
)

const deepest = 6

function fitting(schema: Schema, components: Readonly<Record<string, Schema>>, known: KnownValues, depth: number): fc.Arbitrary<unknown> {
  const inner = (each: Schema) => {
    const right = fitting(each, components, known, depth + 1)
    return depth > deepest ? fc.constant(null) : fc.oneof({ weight: 40, arbitrary: right }, { weight: 1, arbitrary: strange })
  }
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)
    if (name === 'Id') return idOf(known)
    if (name === 'ResourceId') return fc.oneof(fc.constantFrom(...known.resources), fc.nat().map(String))
    if (name === 'CheckId') return fc.oneof(fc.constantFrom(...known.checks), fc.constant('no-such-check'))
    return fitting(components[name] ?? {}, components, known, depth)
  }
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return fc.oneof(...choices.map(inner))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  switch (schema.type) {
    case 'object':
      return objectOf(schema, inner, known)
    case 'array':
      return fc.array(inner(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 3 })
    case 'integer':
    case 'number':
      return fc.integer({ min: Math.max(schema.minimum ?? -10, -1e6), max: Math.min(schema.maximum ?? 1000, 1e6) })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'string':
      return textOf(schema, known)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

function objectOf(schema: Schema, inner: (each: Schema) => fc.Arbitrary<unknown>, known: KnownValues): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, each]) => [name, inner(each)]))
  const own = fc.record(fields, { requiredKeys: [...(schema.required ?? [])], noNullPrototype: true })
  const more = schema.additionalProperties
  if (more === undefined || typeof more === 'boolean') return own
  const keys = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('*', ...known.checks) },
    { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
  )
  return fc.tuple(own, fc.dictionary(keys, inner(more), { maxKeys: 3, noNullPrototype: true })).map(([a, b]) => ({ ...b, ...a }))
}

function idOf({ ids }: KnownValues): fc.Arbitrary<unknown> {
  return fc.oneof(fc.constantFrom(...ids), fc.uuid())
}

function textOf({ format, pattern, minLength = 0, maxLength = 40 }: Schema, known: KnownValues): fc.Arbitrary<unknown> {
  if (format === 'uuid') return idOf(known)
  if (format === 'date-time')
    return fc.date({ noInvalidDate: true, min: new Date('1970-01-01'), max: new Date('2200-01-01') }).map((date) => date.toISOString())
  if (format === 'email') return fc.emailAddress()
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern), { size: '-1' })
  const longest = Math.min(maxLength, Math.max(minLength, 40))
  const names = fc
    .constantFrom('shop', 'apps/Deployment', 'cart', 'app=cart', 'a')
    .filter((name) => name.length >= minLength && name.length <= maxLength)
  return fc.oneof(fc.string({ minLength, maxLength: longest }), ...(minLength <= 4 ? [names] : []))
}
