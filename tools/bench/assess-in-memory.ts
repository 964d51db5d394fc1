/** Run in a process of its own: assesses 10,000 objects that are in memory and prints how long that took, in milliseconds. */
import type { KubernetesObject } from '../../packages/core/src/kubernetes-object.ts'
import { catalogue } from '../../packages/policy/src/checks/catalogue.generated.ts'
import { assessAll } from '../../packages/policy/src/engine/assess.ts'
import { createPolicy } from '../../packages/policy/src/engine/policy.ts'
import { createInventory } from '../../packages/policy/src/inventory/inventory.ts'
import { parseManifest } from '../../packages/sources/src/manifests/parse-manifest.ts'
import { sampleFile } from './sample-manifests.ts'

const objects: KubernetesObject[] = []
for (let file = 0; file < 100; file += 1) {
  for (const { value } of parseManifest('', sampleFile(file, 25)).documents) objects.push(value as KubernetesObject)
}

const start = performance.now()
const { plan } = createPolicy({ checks: catalogue.map(({ check }) => check), profile: 'toride', now: new Date() })
const inventory = createInventory()
for (const object of objects) inventory.put(object)
let violations = 0
for (const { outcomes } of assessAll({ plan, inventory })) for (const outcome of outcomes) violations += outcome.violations.length
const milliseconds = performance.now() - start
if (objects.length !== 10_000 || violations === 0) throw new Error(`${objects.length} objects, ${violations} violations`)
console.log(milliseconds)
