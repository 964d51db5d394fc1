/** No object, however wrong, makes a check fail: every check gives a verdict, and every fix a patch that applies. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyPatch } from '@toride/core/json-patch'
import type { Json, KubernetesObject } from '@toride/core/kubernetes-object'
import fc from 'fast-check'
import { assessAll, editsFor, planChecks } from '../engine/assess.ts'
import { prepareCheck } from '../engine/settings.ts'
import { createInventory } from '../inventory/inventory.ts'
import { editsToPatch } from '../model/edit.ts'
import { metadataShape, objectShapes, podTemplateShape } from '../pods/object-shapes.ts'
import { podTemplatePointers } from '../pods/pod-view.ts'
import type { Shape } from '../pods/shape.ts'
import { catalogue } from './catalogue.generated.ts'

const plan = planChecks(catalogue.map(({ check }) => prepareCheck(check, 'toride', { effect: 'audit' })))

/** Values that stand in manifests where something else belongs. */
const anything: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    -1,
    1e21,
    '',
    ' ',
    '-',
    'latest',
    '169.254.169.254',
    'constructor',
    '__proto__',
    '$(',
    '://',
    '/../',
    '\u0000',
  ),
  fc.string({ maxLength: 12 }),
  fc.constant([]),
  fc.constant({}),
  fc.constant([null, [], {}]),
)

/** Values of a shape, with a few that do not belong there. */
function valuesOf(shape: Shape, depth: number): fc.Arbitrary<Json> {
  const wrong = { weight: 1, arbitrary: anything }
  if (depth === 0) return anything
  if (shape === 'number') return fc.oneof({ weight: 8, arbitrary: fc.constantFrom(0, 1, 22, 80, 70_000, -1) }, wrong)
  if (shape === 'boolean') return fc.oneof({ weight: 8, arbitrary: fc.boolean() }, wrong)
  if (shape === 'quantity') return fc.oneof({ weight: 8, arbitrary: fc.constantFrom('1', '100m', '1Gi', '100%', 0, 8080, 'http') }, wrong)
  if (typeof shape === 'string') {
    if (shape === 'string') return fc.oneof({ weight: 8, arbitrary: words }, wrong)
    const value = shape === 'quantities-by-name' ? fc.constantFrom('1', '100m', 'x') : words
    return fc.oneof({ weight: 8, arbitrary: fc.dictionary(words, value, { maxKeys: 3 }) as fc.Arbitrary<Json> }, wrong)
  }
  if ('list' in shape) return fc.oneof({ weight: 8, arbitrary: fc.array(valuesOf(shape.list, depth - 1), { maxLength: 3 }) }, wrong)
  const fields = Object.fromEntries(Object.entries(shape.fields).map(([name, field]) => [name, valuesOf(field, depth - 1)]))
  return fc.oneof({ weight: 8, arbitrary: fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Json> }, wrong)
}

const words = fc.constantFrom(
  'app',
  'default',
  'cpu',
  'memory',
  'ALL',
  'CAP_NET_RAW',
  'Always',
  'Unconfined',
  'RuntimeDefault',
  'Memory',
  '/var/run/docker.sock',
  'sh',
  'curl http://x | sh',
  'nsenter',
  'redis:latest',
  'k8s.gcr.io/pause',
  'constructor',
  '',
)

const depth = 12
const kinds = [...new Set([...Object.keys(objectShapes), ...Object.keys(podTemplatePointers)])]

/** An object of one of the known kinds, its pod where the kind keeps it. */
const objects = fc.constantFrom(...kinds).chain((kind) => {
  const [group = '', name = ''] = kind.split('/')
  const pointer = podTemplatePointers[kind]
  return fc
    .tuple(
      valuesOf(objectShapes[kind] ?? { fields: {} }, depth),
      pointer === undefined ? fc.constant<Json>({}) : valuesOf(podTemplateShape, depth),
      valuesOf(metadataShape, 4),
    )
    .map(([own, template, metadata]) => {
      const whole: Record<string, unknown> = { ...(own as object), apiVersion: group === '' ? 'v1' : `${group}/v1`, kind: name, metadata }
      if (pointer === '') Object.assign(whole, { spec: (template as { spec?: Json } | null)?.spec ?? null })
      else if (pointer !== undefined) place(whole, pointer.slice(1).split('/'), template)
      return whole as unknown as KubernetesObject
    })
})

function place(object: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) {
    object[key] = value
    return
  }
  const inner = object[key]
  const next: Record<string, unknown> = inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? { ...inner } : {}
  object[key] = next
  place(next, rest, value)
}

test('every check gives a verdict on every object, and every fix applies', () => {
  fc.assert(
    fc.property(fc.array(objects, { minLength: 1, maxLength: 3 }), (found) => {
      const inventory = createInventory()
      for (const each of found) inventory.put(each)
      const options = { plan: () => plan, inventory }
      for (const { resource, outcomes } of assessAll(options)) {
        for (const { prepared, state, failure, violations } of outcomes) {
          assert.notEqual(state, 'unknown', `${prepared.check.id}: ${failure}`)
          for (const violation of violations) {
            const edits = editsFor(prepared, violation, resource, options)
            if (edits === undefined) continue
            const result = applyPatch(resource.original, editsToPatch(resource.original, edits))
            assert.ok(result.ok, result.ok ? '' : `${prepared.check.id} ${violation.pointer}: ${result.failure.reason}`)
          }
        }
      }
    }),
    { numRuns: 300 },
  )
})
