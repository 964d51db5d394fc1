import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadAll } from 'js-yaml'
import type { ApiResource } from './api-resource.ts'
import { readOnlyRole } from './read-only-role.ts'

type Rule = { readonly apiGroups: string[]; readonly resources: string[]; readonly verbs: string[] }
type Manifest = {
  readonly kind: string
  readonly metadata: { readonly namespace?: string }
  readonly rules?: Rule[]
  readonly type?: string
}

function manifests(options?: Parameters<typeof readOnlyRole>[0]): Manifest[] {
  return loadAll(readOnlyRole(options)) as Manifest[]
}

function rules(options?: Parameters<typeof readOnlyRole>[0]): Rule[] {
  return manifests(options).find(({ kind }) => kind === 'ClusterRole')?.rules ?? []
}

function served(group: string, name: string): ApiResource {
  return { group, version: 'v1', name, kind: name, namespaced: true, verbs: ['list', 'watch', 'get'] }
}

test('the role reads and nothing else', () => {
  assert.deepEqual(
    manifests().map(({ kind }) => kind),
    ['Namespace', 'ServiceAccount', 'ClusterRole', 'ClusterRoleBinding'],
  )
  assert.deepEqual([...new Set(rules().flatMap(({ verbs }) => verbs))], ['get', 'list', 'watch'])
})

test('nothing in the role reaches Secrets or subresources of pods', () => {
  for (const { apiGroups, resources } of rules({ withWrite: true, withToken: true })) {
    assert.ok(!apiGroups.includes('*'))
    if (apiGroups.includes('')) assert.ok(!resources.some((name) => name === '*' || name === 'secrets' || name.includes('/')))
  }
})

test('kinds of extensions are named when it is known what is served, credentials among them are not', () => {
  const extensions = [served('example.com', 'widgets'), served('example.com', 'gadgets'), served('oauth.openshift.io', 'oauthaccesstokens')]
  const found = rules({ served: [...extensions, served('', 'secrets'), served('apps', 'deployments')] }).slice(2)
  assert.deepEqual(found, [{ apiGroups: ['example.com'], resources: ['gadgets', 'widgets'], verbs: ['get', 'list', 'watch'] }])
})

test('write permission and a token are added when asked for', () => {
  const writing = rules({ withWrite: true }).filter(({ verbs }) => verbs.includes('patch'))
  assert.ok(writing.some(({ apiGroups, resources }) => apiGroups[0] === 'apps' && resources.includes('deployments')))
  assert.ok(!writing.some(({ apiGroups }) => apiGroups.some((group) => group.startsWith('rbac') || group.startsWith('admission'))))
  const token = manifests({ withToken: true, namespace: 'security' }).at(-1)
  assert.equal(token?.type, 'kubernetes.io/service-account-token')
  assert.equal(token?.metadata.namespace, 'security')
})
