/** Relation checks say which kinds they read: what a change must ask again depends on it. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { loadAll } from 'js-yaml'
import { assessAll, planChecks } from '../engine/assess.ts'
import { prepareCheck } from '../engine/settings.ts'
import { createInventory, type Inventory } from '../inventory/inventory.ts'
import { catalogue } from './catalogue.generated.ts'

/** The inventory, noting each kind that it is asked for. */
function noting(inventory: Inventory, asked: Set<string>): Inventory {
  const noted =
    <A extends readonly unknown[], R>(ask: (...question: A) => R, kindsOf: (...question: A) => readonly string[]) =>
    (...question: A): R => {
      for (const kind of kindsOf(...question)) asked.add(kind)
      return ask(...question)
    }
  const pods = () => ['pods']
  return {
    ...inventory,
    get: noted(inventory.get, (kind) => [kind]),
    find: noted(inventory.find, (kind) => [kind]),
    ofKind: noted(inventory.ofKind, (kind) => [kind]),
    knows: noted(inventory.knows, (kind) => [kind]),
    lookup: noted(inventory.lookup, (index) => index.kinds),
    podCarriers: noted(inventory.podCarriers, pods),
    podsMatching: noted(inventory.podsMatching, pods),
    livePods: noted(inventory.livePods, pods),
  }
}

for (const { check } of catalogue) {
  if (check.scope !== 'relation') continue
  test(`${check.id} asks for the kinds that it names`, () => {
    const asked = new Set<string>()
    for (const verdict of ['pass', 'fail']) {
      const folder = new URL(`./${check.id}/fixtures/${verdict}/`, import.meta.url)
      for (const name of readdirSync(folder).filter((each) => each.endsWith('.yaml'))) {
        const inventory = createInventory()
        for (const each of loadAll(readFileSync(new URL(name, folder), 'utf8'))) inventory.put(each as KubernetesObject)
        const plan = planChecks([prepareCheck(check, 'toride', { effect: 'audit' })])
        for (const _ of assessAll({ plan: () => plan, inventory: noting(inventory, asked) }));
      }
    }
    const own = check.kinds.includes('pods') ? new Set(['pods']) : new Set<string>()
    assert.deepEqual(
      [...asked].filter((kind) => !check.reads.includes(kind) && !own.has(kind)),
      [],
    )
    assert.ok(asked.size > 0 || check.reads.length === 0, 'reads kinds that no fixture makes it ask for')
  })
}
