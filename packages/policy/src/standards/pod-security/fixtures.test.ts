/** The public fixtures of the standards as a gate: each Pod is allowed or refused as its folder says, and none is lost. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { load } from 'js-yaml'
import { assessAll, planChecks } from '../../engine/assess.ts'
import { prepareCheck } from '../../engine/settings.ts'
import { createInventory } from '../../inventory/inventory.ts'
import { parsePodSecurityStandard, podSecurityChecks } from './pod-security.ts'

const folder = fileURLToPath(new URL('../../../testdata/pod-security/', import.meta.url))

test('all 509 fixtures of the Pod Security Standards are judged right', () => {
  const files = globSync('{baseline,restricted}/v*/{pass,fail}/*.yaml', { cwd: folder })
  const wrong = files.filter((file) => {
    const [level, version, verdict] = file.split('/')
    const standard = parsePodSecurityStandard(`pod-security/${level}@${version}`)
    if (typeof standard === 'string') return true
    const inventory = createInventory()
    inventory.put(load(readFileSync(folder + file, 'utf8')) as KubernetesObject)
    const plan = planChecks(podSecurityChecks(standard.level, standard.minor).map(({ check }) => prepareCheck(check, 'toride', {})))
    const isAllowed = [...assessAll({ plan: () => plan, inventory })].every(({ outcomes }) => outcomes.length === 0)
    return isAllowed !== (verdict === 'pass')
  })
  assert.deepEqual(wrong, [])
  assert.equal(files.length, 509)
})
