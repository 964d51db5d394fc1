/** The sample manifests that the documents of the original publish, judged as the original judges them. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { loadAll } from 'js-yaml'
import { assessAll } from '../../engine/assess.ts'
import { createPolicy, isOriginal } from '../../engine/policy.ts'
import { createInventory } from '../../inventory/inventory.ts'
import type { Profile } from '../../model/check.ts'
import { catalogue } from '../catalogue.generated.ts'
import { fixed } from '../harness.ts'

const checks = catalogue.map(({ check }) => check)

function read(sample: string): KubernetesObject[] {
  return loadAll(readFileSync(new URL(`./fixtures/${sample}.yaml`, import.meta.url), 'utf8')) as KubernetesObject[]
}

/** Rule → `Kind pointer` of its violations, over all objects of the sample. */
function judge(objects: readonly KubernetesObject[], profile: Profile): Map<string, string[]> {
  const inventory = createInventory()
  for (const object of objects) inventory.put(object)
  const { plan } = createPolicy({ checks: checks.filter(isOriginal), profile, now: new Date(0) })
  const found = new Map<string, string[]>()
  for (const { resource, outcomes } of assessAll({ plan, inventory })) {
    for (const { prepared, state, violations } of outcomes) {
      assert.notEqual(state, 'unknown')
      for (const { pointer } of violations)
        found.set(prepared.check.id, [...(found.get(prepared.check.id) ?? []), `${resource.object.kind} ${pointer}`])
    }
  }
  return found
}

/** Pointers below the pod's spec and its one container. */
const spec = (path: string) => `Deployment /spec/template/spec${path}`
const container = (path: string) => spec(`/containers/0${path}`)

test('there are sixteen', () => {
  assert.equal(checks.filter(isOriginal).length, 16)
})

test('defender: the unhealthy sample fails 14 of 16, each at its place', () => {
  assert.deepEqual(Object.fromEntries([...judge(read('redis-unhealthy'), 'defender')].toSorted()), {
    'apparmor-profiles': ['Deployment /spec/template/metadata/annotations/container.apparmor.security.beta.kubernetes.io~1redis'],
    'automount-api-credentials': [spec('/automountServiceAccountToken')],
    'container-resource-limits': [container('/resources/limits')],
    'default-namespace': ['Deployment /metadata/namespace', 'Service /metadata/namespace'],
    'host-namespaces': [spec('/hostPID'), spec('/hostIPC')],
    'host-network-ports': [spec('/hostNetwork'), container('/ports/0/hostPort')],
    'host-path-volumes': [spec('/volumes/0/hostPath/path')],
    'least-privileged-capabilities': [container('/securityContext/capabilities/add')],
    'privilege-escalation': [container('/securityContext/allowPrivilegeEscalation')],
    'privileged-containers': [container('/securityContext/privileged')],
    'read-only-root-filesystem': [container('/securityContext/readOnlyRootFilesystem')],
    'run-as-root': [container('/securityContext/runAsUser'), container('/securityContext/runAsGroup')],
    'service-allowed-ports': ['Service /spec/ports/0/port'],
    'trusted-registries': [container('/image')],
  })
})

test('defender: the healthy sample fails registries, ports, automount, default namespace and root', () => {
  assert.deepEqual(Object.fromEntries([...judge(read('redis-healthy'), 'defender')].toSorted()), {
    'automount-api-credentials': [spec('/automountServiceAccountToken')],
    'default-namespace': ['Deployment /metadata/namespace', 'Service /metadata/namespace'],
    'run-as-root': [container('/securityContext/runAsGroup')],
    'service-allowed-ports': ['Service /spec/ports/0/port'],
    'trusted-registries': [container('/image')],
  })
})

test('toride: the healthy sample fails what it really lacks', () => {
  assert.deepEqual([...judge(read('redis-healthy'), 'toride').keys()].toSorted(), [
    'automount-api-credentials',
    'default-namespace',
    'service-allowed-ports',
    'trusted-registries',
  ])
})

test('toride: a manifest that says nothing about security', () => {
  assert.deepEqual([...judge(read('nginx-acr'), 'toride').keys()].toSorted(), [
    'automount-api-credentials',
    'container-resource-limits',
    'default-namespace',
    'privilege-escalation',
    'read-only-root-filesystem',
    'run-as-root',
    'service-allowed-ports',
    'trusted-registries',
  ])
})

for (const profile of ['toride', 'defender'] as const) {
  test(`${profile}: after all fixes the unhealthy sample lacks only what people must decide`, () => {
    const originals = checks.filter(isOriginal)
    const mended = read('redis-unhealthy').map((object) => originals.reduce((each, check) => fixed(check, each, { profile }), object))
    assert.deepEqual([...judge(mended, profile).keys()].toSorted(), [
      'default-namespace',
      'host-path-volumes',
      'service-allowed-ports',
      'trusted-registries',
    ])
  })
}
