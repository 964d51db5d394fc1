import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { run } from './pod-security.ts'

const pod = (privileged: boolean) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - {name: a, image: x, securityContext: {privileged: ${privileged}}}\n`

test('a case passes when level and version say what its folder says', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'toride-conformance-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  const cases: Record<string, string> = {
    'baseline/v1.29/pass/plain.yaml': pod(false),
    'baseline/v1.29/pass/wrong.yaml': pod(true),
    'deep/baseline/v1.0/fail/privileged.yaml': pod(true),
    'baseline/latest/fail/wrong.yaml': pod(false),
    'baseline/v1.99/pass/unknown.yaml': pod(false),
    'baseline/v1.29/pass/broken.yaml': 'a: [',
    'elsewhere/readme.yaml': 'a: 1',
  }
  for (const [name, text] of Object.entries(cases)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const results = [...run([folder])].map(
    ({ name, failure }) => `${name.slice(folder.length + 1)} ${failure === undefined ? 'passed' : 'failed'}`,
  )
  assert.deepEqual(results.toSorted(), [
    'baseline/latest/fail/wrong.yaml failed',
    'baseline/v1.29/pass/broken.yaml failed',
    'baseline/v1.29/pass/plain.yaml passed',
    'baseline/v1.29/pass/wrong.yaml failed',
    'baseline/v1.99/pass/unknown.yaml failed',
    'deep/baseline/v1.0/fail/privileged.yaml passed',
  ])
  assert.equal([...run([join(folder, 'missing')])][0]?.failure !== undefined, true)
  assert.equal([...run([join(folder, 'baseline/v1.29/pass/plain.yaml')])][0]?.failure, undefined)
})
