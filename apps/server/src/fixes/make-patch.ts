import { applyPatch, type PatchOperation } from '@toride/core/json-patch'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { assessResource } from '@toride/policy/assess'
import { patchFor } from '@toride/policy/findings'
import { createInventory } from '@toride/policy/inventory'
import type { ClusterRuntime } from '../assessment/cluster-runtime.ts'

export type MadePatch = {
  readonly patch: readonly PatchOperation[]
  readonly after: KubernetesObject
  readonly fixed: number
  readonly remaining: number
}

/** No object needs so many; a check whose fix does not mend would go on for ever. */
const mostFixes = 200

/**
 * The patch that takes away what one check finds in an object: finding after finding, each mended on what the one before
 * has left. `remaining` are those without a safe fix.
 */
export function makePatch(runtime: ClusterRuntime, checkId: string, object: KubernetesObject): MadePatch {
  const before = violationsOf(runtime, checkId, object)
  const tried = new Set<string>()
  const patch: PatchOperation[] = []
  let current = object
  for (let count = 0; count < mostFixes; count += 1) {
    const { assessment, outcome } = violationsOf(runtime, checkId, current)
    const violation = outcome?.violations.find((each) => !tried.has(keyOf(each)))
    if (outcome === undefined || violation === undefined) break
    tried.add(keyOf(violation))
    const operations = patchFor(outcome, violation, assessment, runtime.assessOptions()) ?? []
    const patched = applyPatch(current, operations)
    if (operations.length === 0 || !patched.ok) continue
    patch.push(...operations)
    current = patched.document
  }
  const remaining = violationsOf(runtime, checkId, current).outcome?.violations.length ?? 0
  return { patch, after: current, fixed: Math.max((before.outcome?.violations.length ?? 0) - remaining, 0), remaining }
}

/** The object is not put into the cluster's inventory, whose other objects it is judged with. */
function violationsOf(runtime: ClusterRuntime, checkId: string, object: KubernetesObject) {
  const resource = createInventory().put(object)
  const assessment = assessResource(resource, runtime.assessOptions())
  const outcome = assessment.outcomes.find(({ state, prepared }) => state === 'unhealthy' && prepared.check.id === checkId)
  return { assessment, outcome }
}

function keyOf({ pointer, message, data }: { pointer: string; message: string; data: object }): string {
  return `${pointer} ${message} ${JSON.stringify(data)}`
}
