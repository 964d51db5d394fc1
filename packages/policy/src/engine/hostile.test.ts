/** Whatever a file holds, no check throws and assessing ends: the guard in `pods/` and the checks hold together. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import fc from 'fast-check'
import { catalogue } from '../checks/catalogue.generated.ts'
import { createInventory } from '../inventory/inventory.ts'
import { objectShapes } from '../pods/object-shapes.ts'
import { podTemplatePointers } from '../pods/pod-view.ts'
import { assessAll, editsFor, planChecks } from './assess.ts'
import { prepareCheck } from './settings.ts'

const kinds = [...new Set([...Object.keys(objectShapes), ...Object.keys(podTemplatePointers)])]
const fieldNames = fc.constantFrom(
  ...['spec', 'template', 'metadata', 'containers', 'initContainers', 'name', 'namespace', 'image', 'securityContext', 'capabilities'],
  ...[
    'add',
    'drop',
    'volumes',
    'hostPath',
    'path',
    'ports',
    'port',
    'rules',
    'subjects',
    'roleRef',
    'kind',
    'labels',
    'annotations',
    'selector',
  ],
  ...['env', 'value', 'valueFrom', 'secretKeyRef', 'resources', 'limits', 'cpu', 'memory', 'jobTemplate', 'data', 'tls', 'hosts', 'verbs'],
  ...[
    'matchLabels',
    'matchExpressions',
    'ownerReferences',
    'controller',
    'replicas',
    'podSelector',
    'ingress',
    'from',
    'livenessProbe',
    'httpGet',
  ],
)
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: 'large' },
    fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, '', 'ALL', 'app', '*', '__proto__', '0.5', '999Ei'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fieldNames, tie('value'), { maxKeys: 5 }),
  ),
})).value
const hostileObject = fc.record({
  kind: fc.constantFrom(...kinds),
  fields: fc.dictionary(fieldNames, anything, { maxKeys: 4 }),
  metadata: anything,
})

test('no check throws on any object', () => {
  const plan = planChecks(catalogue.map(({ check }) => prepareCheck(check, 'toride', { effect: 'audit' })))
  fc.assert(
    fc.property(fc.array(hostileObject, { minLength: 1, maxLength: 5 }), (objects) => {
      const inventory = createInventory()
      for (const { kind, fields, metadata } of objects) {
        const [group = '', name = ''] = kind.split('/')
        inventory.put({ ...fields, apiVersion: group === '' ? 'v1' : `${group}/v1`, kind: name, metadata } as unknown as KubernetesObject)
      }
      const options = { plan: () => plan, inventory }
      for (const { resource, outcomes } of assessAll(options)) {
        for (const { prepared, state, failure, violations } of outcomes) {
          assert.notEqual(state, 'unknown', `${prepared.check.id}: ${failure}`)
          for (const found of violations) editsFor(prepared, found, resource, options)
        }
      }
    }),
    { numRuns: 500 },
  )
})
