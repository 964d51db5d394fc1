import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openApiDocument } from './openapi.ts'
import { operations } from './operations.ts'
import { routes } from './routes.ts'

test('every operation stands in the document, with its parameters', () => {
  const { paths } = openApiDocument() as { paths: Record<string, Record<string, { operationId: string; parameters: { name: string }[] }>> }
  const described = Object.values(paths).flatMap((methods) => Object.values(methods))
  assert.deepEqual(described.map(({ operationId }) => operationId).toSorted(), Object.keys(operations).toSorted())
  const resources = described.find(({ operationId }) => operationId === 'listResources')
  assert.ok(resources?.parameters.some(({ name }) => name === 'namespace'))
})

test('every parameter of a path has a schema and the other way round', () => {
  for (const [operation, line] of Object.entries(operations)) {
    const named = [...line.matchAll(/:(\w+)/g)].map(([, name]) => name)
    const { params } = routes[operation as keyof typeof routes] as { params?: { shape: Record<string, unknown> } }
    assert.deepEqual(Object.keys(params?.shape ?? {}), named, operation)
  }
})
