import { z } from 'zod'
import { apiRoot, type Operation, operations, splitOperation } from './operations.ts'
import { problemDetails } from './problem.ts'
import type { RouteDefinition } from './route.ts'
import { routes } from './routes.ts'

type Schema = Record<string, unknown>

/** The description of the API as OpenAPI 3.1, made from the route table. */
export function openApiDocument(): Schema {
  const paths: Record<string, Record<string, unknown>> = {}
  const schemas: Schema = {}
  const problem = jsonSchema(problemDetails, 'output', schemas)
  for (const operation of Object.keys(operations) as Operation[]) {
    const { method, path } = splitOperation(operation)
    const template = path.replace(/:(\w+)/g, '{$1}')
    paths[template] = { ...paths[template], [method.toLowerCase()]: operationObject(operation, routes[operation], schemas) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Toride API',
      version: '1',
      description: 'Inventory, recommendations, policies and secure score of Kubernetes clusters and folders of manifests.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: apiRoot }],
    tags: [...new Set(Object.values(routes).map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-toride-session' },
        token: { type: 'http', scheme: 'bearer' },
      },
      schemas: { ...schemas, Problem: problem },
      responses: {
        Problem: {
          description: 'What went wrong (RFC 9457)',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  }
}

function operationObject(operation: Operation, route: RouteDefinition, schemas: Schema): Schema {
  return {
    operationId: operation,
    tags: [route.tag],
    summary: route.summary,
    'x-access': typeof route.access === 'string' ? route.access : `${route.access.permission} (${route.access.at})`,
    ...(route.errors && { 'x-errors': route.errors }),
    security: route.access === 'public' ? [] : [{ session: [] }, { token: [] }],
    parameters: [...parameters(route.params, 'path', schemas), ...parameters(route.query, 'query', schemas)],
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(route.body, 'input', schemas) } } },
    }),
    responses: { [route.status]: success(route, schemas), default: { $ref: '#/components/responses/Problem' } },
  }
}

function success(route: RouteDefinition, schemas: Schema): Schema {
  if (route.stream) return { description: 'Events', content: { 'text/event-stream': { schema: { type: 'string' } } } }
  if (route.response === undefined) return { description: 'Done' }
  return {
    description: 'Success',
    content: {
      'application/json': { schema: jsonSchema(route.response, 'output', schemas) },
      ...(route.csv && { 'text/csv': { schema: { type: 'string' } } }),
    },
  }
}

function parameters(schema: z.ZodObject | undefined, place: 'path' | 'query', schemas: Schema): Schema[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = jsonSchema(schema, 'input', schemas) as {
    properties?: Record<string, Schema>
    required?: readonly string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

/** A schema whose named parts stand once among the components; what requests may leave out makes a part of its own. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output', components: Schema): Schema {
  const { $schema: _, $defs = {}, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', reused: 'inline' }) as Schema
  const names = new Map(Object.keys($defs as Schema).map((name) => [name, componentName(name, io)]))
  for (const [name, definition] of Object.entries($defs as Schema)) {
    const { id: __, ...part } = definition as Schema
    components[names.get(name) ?? name] = refer(part, names)
  }
  const { id: ___, ...whole } = rest
  return refer(whole, names) as Schema
}

/** Values without fields are the same in requests and answers. */
function componentName(name: string, io: 'input' | 'output'): string {
  return io === 'output' || ['Id', 'ResourceId', 'CheckId', 'Timestamp', 'Severity', 'SecurityControl', 'AssessmentState'].includes(name)
    ? name
    : `${name}Input`
}

function refer(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => refer(item, names))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const name = key === '$ref' && typeof inner === 'string' ? names.get(inner.replace('#/$defs/', '')) : undefined
      return [key, name === undefined ? refer(inner, names) : `#/components/schemas/${name}`]
    }),
  )
}
