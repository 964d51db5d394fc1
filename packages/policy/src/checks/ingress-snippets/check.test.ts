import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { ingressSnippets } from './check.ts'

test('both controllers have snippets, each is named by its place', () => {
  const annotations = { 'nginx.org/server-snippets': '', 'nginx.ingress.kubernetes.io/auth-snippet': '', 'example.com/my-snippet': '' }
  assert.deepEqual(failing(ingressSnippets, object('networking.k8s.io/v1', 'Ingress', {}, { annotations })), [
    '/metadata/annotations/nginx.org~1server-snippets',
    '/metadata/annotations/nginx.ingress.kubernetes.io~1auth-snippet',
  ])
})
