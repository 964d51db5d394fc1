import type { RouteDefinition } from '@toride/contract/route'
import type { z } from 'zod'
import { type FieldProblem, invalidRequest } from './request-problem.ts'

type RawInput = { readonly params: unknown; readonly query: unknown; readonly body: unknown }

/**
 * The input of a request in the types of its route.
 *
 * @throws RequestProblem `request-invalid` with every field that does not fit
 */
export function parseInput(route: RouteDefinition, raw: RawInput): { params: unknown; query: unknown; body: unknown } {
  const problems: FieldProblem[] = []
  const params = parsePart(route.params, raw.params, (path) => `params/${path.join('/')}`, problems)
  const query = parsePart(route.query?.strict(), raw.query, (path) => `query/${path.join('/')}`, problems)
  const body = parsePart(route.body, raw.body, pointer, problems)
  if (problems.length > 0) throw invalidRequest(problems.slice(0, 50))
  return { params, query, body }
}

type Path = readonly PropertyKey[]

function parsePart(schema: z.ZodType | undefined, value: unknown, place: (path: Path) => string, problems: FieldProblem[]): unknown {
  if (schema === undefined) return undefined
  const strange = findStrangeText(value, [])
  if (strange !== undefined) {
    problems.push({ path: place(strange), message: 'must not hold a NUL character or half of a character' })
    return undefined
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    const unknownKeys = issue.code === 'unrecognized_keys' ? issue.keys : undefined
    if (unknownKeys === undefined) problems.push({ path: place(issue.path), message: issue.message })
    else for (const key of unknownKeys) problems.push({ path: place([...issue.path, key]), message: 'is not known' })
  }
  return undefined
}

function pointer(path: Path): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** Where text stands that the database cannot hold: U+0000, and surrogates without their other half. */
function findStrangeText(value: unknown, path: Path): Path | undefined {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : undefined
  if (value === null || typeof value !== 'object') return undefined
  for (const [key, inner] of Object.entries(value)) {
    if (key.includes('\0') || !key.isWellFormed()) return path
    const found = findStrangeText(inner, [...path, key])
    if (found !== undefined) return found
  }
  return undefined
}
