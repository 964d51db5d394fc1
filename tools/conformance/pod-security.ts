import { globSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { assessAll, planChecks } from '../../packages/policy/src/engine/assess.ts'
import { prepareCheck } from '../../packages/policy/src/engine/settings.ts'
import { createInventory } from '../../packages/policy/src/inventory/inventory.ts'
import { parsePodSecurityStandard, podSecurityChecks } from '../../packages/policy/src/standards/pod-security/pod-security.ts'
import { objectsOf } from '../../packages/sources/src/manifests/manifest-objects.ts'
import { parseManifest } from '../../packages/sources/src/manifests/parse-manifest.ts'
import { readTextFile } from '../../packages/sources/src/manifests/read-text.ts'
import type { ConformanceCase } from '../conformance.ts'

/**
 * Fixtures of the Pod Security Standards: `LEVEL/VERSION/pass/*.yaml` must be allowed by that level of that version of
 * Kubernetes, `LEVEL/VERSION/fail/*.yaml` must not. The folders may lie anywhere below the paths, or be named themselves.
 */
export function* run(paths: readonly string[]): Generator<ConformanceCase> {
  for (const path of paths) for (const file of filesOf(path)) yield judge(file)
}

function filesOf(path: string): string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path]
  return globSync('**/*.{yaml,yml,json}', { cwd: path })
    .map((name) => join(path, name))
    .filter((file) => ['pass', 'fail'].includes(basename(dirname(resolve(file)))))
    .toSorted()
}

function judge(file: string): ConformanceCase {
  const [level = '', version = '', verdict = ''] = dirname(resolve(file)).split(/[\\/]/).slice(-3)
  const standard = parsePodSecurityStandard(`pod-security/${level}@${version}`)
  if (typeof standard === 'string') return { name: file, failure: standard }
  if (verdict !== 'pass' && verdict !== 'fail') return { name: file, failure: 'is not in LEVEL/VERSION/pass or LEVEL/VERSION/fail' }
  const read = readTextFile(file, file)
  if (!read.ok) return { name: file, failure: read.problem.message }
  const { documents, problems } = parseManifest(file, read.text)
  const objects = documents.flatMap((document) => objectsOf(document).objects)
  if (problems.length > 0 || objects.length === 0) return { name: file, failure: problems[0]?.message ?? 'there is no object' }
  const plan = planChecks(podSecurityChecks(standard.level, standard.minor).map(({ check }) => prepareCheck(check, 'toride', {})))
  const inventory = createInventory()
  for (const { object } of objects) inventory.put(object)
  const violations = [...assessAll({ plan: () => plan, inventory })].flatMap(({ outcomes }) =>
    outcomes.flatMap(({ prepared, state, violations: found }) => [
      ...found.map(({ pointer }) => `${prepared.check.id} at ${pointer}`),
      ...(state === 'unknown' ? [`${prepared.check.id} could not look`] : []),
    ]),
  )
  if (verdict === 'fail') return violations.length > 0 ? { name: file } : { name: file, failure: 'is allowed, but must not be' }
  return violations.length === 0 ? { name: file } : { name: file, failure: `must be allowed, but is not: ${violations.join(', ')}` }
}
