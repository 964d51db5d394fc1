/** Asking only those whom a change affects gives what asking everybody gives. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import fc from 'fast-check'
import { loadAll } from 'js-yaml'
import { dependencyIndex } from '../engine/affected.ts'
import { assessAll, assessResource, planChecks, type ResourceAssessment } from '../engine/assess.ts'
import { prepareCheck } from '../engine/settings.ts'
import { createInventory, type Inventory, type Resource } from '../inventory/inventory.ts'
import { catalogue } from './catalogue.generated.ts'

const relations = catalogue.map(({ check }) => check).filter(({ scope }) => scope === 'relation')
const plan = planChecks(relations.map((check) => prepareCheck(check, 'toride', { effect: 'audit' })))

const fixtures = relations.flatMap(({ id }) =>
  ['pass', 'fail'].flatMap((verdict) => {
    const folder = new URL(`./${id}/fixtures/${verdict}/`, import.meta.url)
    const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
    return files.flatMap((name) => loadAll(readFileSync(new URL(name, folder), 'utf8')) as KubernetesObject[])
  }),
)
const namespacedKinds = new Set(fixtures.filter(({ metadata }) => metadata.namespace !== undefined).map(({ kind }) => kind))

/** Every object of every fixture, as a cluster has it: with a namespace. Those of the same name are each other's former selves. */
const objects = fixtures.map((each) =>
  namespacedKinds.has(each.kind) ? { ...each, metadata: { namespace: 'default', ...each.metadata } } : each,
)
const everything = createInventory()
for (const each of objects) everything.put(each)
const knownKinds = new Set(['/Pod', ...[...everything.all()].map(({ kind }) => kind)])

/** What is said of a resource. A rival or neighbour may be named by any of several; which one it is does not matter. */
function verdictOf({ outcomes }: ResourceAssessment): string {
  return outcomes
    .map(
      ({ prepared, state, violations }) => `${prepared.check.id} ${state} ${violations.map(({ pointer, message }) => pointer + message)}`,
    )
    .join('\n')
}

function verdicts(inventory: Inventory): Map<string, string> {
  const found = new Map<string, string>()
  for (const assessment of assessAll({ plan: () => plan, inventory })) found.set(assessment.resource.key, verdictOf(assessment))
  return found
}

const change = fc.record({ index: fc.nat(objects.length - 1), isRemoval: fc.boolean() })

test('whatever objects come, change and go', () => {
  const { affectedBy } = dependencyIndex(relations)
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...objects.keys()], { minLength: 60 }),
      fc.array(change, { minLength: 10, maxLength: 30 }),
      (first, changes) => {
        const inventory = createInventory({ knownKinds })
        for (const index of first) inventory.put(objects[index] as KubernetesObject)
        const known = verdicts(inventory)
        for (const { index, isRemoval } of changes) {
          const object = objects[index] as KubernetesObject
          const { key } = everything.byKey(createInventory().put(object).key) as Resource
          const former = inventory.remove(key)
          const current = isRemoval ? undefined : inventory.put(object)
          if (current === undefined) known.delete(key)
          for (const changed of [former, current])
            if (changed !== undefined)
              for (const resource of affectedBy(changed, inventory))
                known.set(resource.key, verdictOf(assessResource(resource, { plan: () => plan, inventory })))
          assert.deepEqual(known, verdicts(inventory), `after ${isRemoval ? 'removing' : 'putting'} ${key}`)
        }
      },
    ),
    { numRuns: 40 },
  )
})
