import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, object } from '../harness.ts'
import { dnsConfigurationAccess } from './check.ts'

const rules = (resourceNames?: string[]) => [
  { apiGroups: [''], resources: ['configmaps'], verbs: ['update'], ...(resourceNames && { resourceNames }) },
]

test('a role in kube-system counts, and one that names the DNS configuration', () => {
  const role = (names?: string[]) => object('rbac.authorization.k8s.io/v1', 'Role', { rules: rules(names) }, { namespace: 'kube-system' })
  assert.deepEqual(failing(dnsConfigurationAccess, role()), ['/rules/0'])
  assert.deepEqual(failing(dnsConfigurationAccess, role(['coredns'])), ['/rules/0'])
  assert.deepEqual(failing(dnsConfigurationAccess, role(['leader-election'])), [])
})
