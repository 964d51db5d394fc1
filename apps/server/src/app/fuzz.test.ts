import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openApiDocument } from '@toride/contract/openapi'
import { apiRoot, type Operation } from '@toride/contract/operations'
import { problemDetails } from '@toride/contract/problem'
import type { RouteDefinition } from '@toride/contract/route'
import { routes } from '@toride/contract/routes'
import { tenantScope } from '@toride/core/access'
import fc from 'fast-check'
import { browser } from '../testing/browser.ts'
import { sampleTenant } from '../testing/sample-objects.ts'
import { arbitraryOf, type KnownValues, strange } from '../testing/schema-arbitrary.ts'
import { fillTenant, testApi } from '../testing/test-api.ts'

const api = await testApi({ after })
const { environments, clusters } = await fillTenant({ after }, api, sampleTenant)
const { token } = await api.withToken({ role: 'clusterAdmin', scope: tenantScope })
const resources = await api.store.database.selectFrom('resources').select('id').limit(20).execute()
const known: KnownValues = {
  ids: [...Object.values(environments), ...Object.values(clusters)],
  resources: resources.map(({ id }) => String(id)),
  checks: ['run-as-root', 'privileged-containers', 'trusted-registries', 'container-resource-limits'],
}

type Described = {
  readonly operationId: Operation
  readonly parameters: readonly { readonly name: string; readonly in: 'path' | 'query'; readonly schema: object }[]
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: object } } }
}
const document = openApiDocument() as {
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, object> }
}
const { schemas } = document.components

/** What would take away the ground that the rest stands on; what these answer is tested by name elsewhere. */
const destructive: ReadonlySet<Operation> = new Set(['deleteEnvironment', 'deleteCluster', 'streamEvents'])
const runs = 15

describe('whatever the API is asked', () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, described] of Object.entries(methods)) {
      const { operationId: operation } = described
      if (destructive.has(operation)) continue
      test(`${operation} answers with its schema or with a problem, and never fails`, async () => {
        const route: RouteDefinition = routes[operation]
        await fc.assert(
          fc.asyncProperty(requestTo(described), async ({ params, query, body }) => {
            const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(asText(params[name])))
            const answer = await browser(api.app).request(method.toUpperCase(), `${apiRoot}${address}${asQuery(query)}`, body, {
              authorization: `Bearer ${token}`,
            })
            const shown = JSON.stringify({ params, query, body, answer: answer.body })
            assert.ok(answer.status < 500, shown)
            if (answer.status >= 400) assert.ok(problemDetails.safeParse(answer.body).success, shown)
            else if (route.response !== undefined) {
              const parsed = route.response.safeParse(answer.body)
              assert.ok(parsed.success, `${parsed.error?.message} ${shown}`)
            }
          }),
          { numRuns: runs },
        )
      })
    }
  }
})

test('a body that is not JSON, or of another type, is refused as such', async () => {
  const headers = { authorization: `Bearer ${token}` }
  const send = (body: string, type: string) => browser(api.app).request('POST', 'environments', body, { ...headers, 'content-type': type })
  assert.deepEqual(
    [(await send('{"name":', 'application/json')).status, (await send('{"name":', 'application/json')).code],
    [400, 'request-unreadable'],
  )
  assert.deepEqual(
    [(await send('<name/>', 'application/xml')).status, (await send('<name/>', 'application/xml')).code],
    [415, 'request-media-type'],
  )
  const large = await send(JSON.stringify({ name: 'x'.repeat(3_000_000) }), 'application/json')
  assert.deepEqual([large.status, large.code], [413, 'request-too-large'])
  assert.deepEqual([(await send('', 'application/json')).status, (await send('', 'application/json')).code], [400, 'request-invalid'])
})

test('addresses that nobody made are refused as problems', async () => {
  for (const path of [
    `${apiRoot}/nothing`,
    `${apiRoot}/users/%E0%A4%A`,
    `${apiRoot}/users/${'a'.repeat(2000)}`,
    '/api/v2/users',
    '//',
    '/%00',
  ]) {
    const answer = await browser(api.app).request('GET', path, undefined, { authorization: `Bearer ${token}` })
    assert.ok(answer.status >= 400 && answer.status < 500, path)
    assert.ok(problemDetails.safeParse(answer.body).success, path)
  }
})

type Values = Readonly<Record<string, unknown>>

function requestTo({ parameters, requestBody }: Described): fc.Arbitrary<{ params: Values; query: Values; body: unknown }> {
  const valuesOf = (place: 'path' | 'query') => {
    const own = parameters.filter((parameter) => parameter.in === place)
    const values = own.map(({ name, schema }) => {
      const right = arbitraryOf(schema, schemas as never, known)
      // Almost no text is a cursor, and with a wrong one no list gets to anything else.
      return [name, name === 'cursor' ? rarely(right) : right] as const
    })
    return Object.fromEntries(values)
  }
  const params = valuesOf('path')
  const body =
    requestBody === undefined
      ? fc.constant(undefined)
      : arbitraryOf(requestBody.content['application/json'].schema, schemas as never, known)
  return fc.record(
    {
      params: fc.record(params, { noNullPrototype: true }),
      query: fc.oneof(
        { weight: 9, arbitrary: fc.record(valuesOf('query'), { requiredKeys: [], noNullPrototype: true }) },
        { weight: 1, arbitrary: fc.dictionary(fc.string({ maxLength: 10 }), strange, { maxKeys: 3, noNullPrototype: true }) },
      ),
      body,
    },
    { noNullPrototype: true },
  )
}

function rarely(right: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: right })
}

function asText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  // An address cannot hold half a character, and an empty step is another address.
  return text.toWellFormed() || 'x'
}

function asQuery(query: Values): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) if (each !== undefined) search.append(name, asText(each))
  }
  return search.size === 0 ? '' : `?${search}`
}
