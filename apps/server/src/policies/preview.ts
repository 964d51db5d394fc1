import { setImmediate as yieldToOthers } from 'node:timers/promises'
import type { PolicyPreview } from '@toride/contract/policies'
import type { AssessmentState } from '@toride/core/finding'
import { assessResource, type ResourceAssessment } from '@toride/policy/assess'
import type { Check } from '@toride/policy/check'
import { isTopLevel, type Resource } from '@toride/policy/inventory'
import { createPolicy, isOriginal, type Policy } from '@toride/policy/policy'
import type { PolicyAssignment } from '@toride/policy/policy-assignment'
import { type ScoreEntry, secureScore, tallyControls } from '@toride/policy/score'
import { sees } from '../access/visibility.ts'
import type { CallerContext, InputOf } from '../app/context.ts'
import { severityRank } from '../assessment/assessed-row.ts'
import type { FollowedCluster } from '../assessment/assessor.ts'
import { percentOf } from '../assessment/score-tally.ts'
import { titleOf } from '../assessment/texts.ts'
import { readReferences } from './read-references.ts'
import { ownPolicy, readOwnPolicy } from './service.ts'

type States = ReadonlyMap<string, AssessmentState>

type FoundChange = {
  readonly cluster: FollowedCluster
  readonly resource: Resource
  readonly check: Check
  readonly from: AssessmentState | undefined
  readonly to: AssessmentState | undefined
}

const mostChanges = 200
const longestStretchMs = 12

/**
 * Assesses everything that the caller sees twice, as it is and as it would be with the document, and tells the
 * difference. Nothing is written.
 */
export async function previewPolicy(context: CallerContext, input: InputOf<'previewPolicy'>['body']): Promise<PolicyPreview> {
  const { assessor, visibility, now } = context
  const replaced = input.replaces === null || input.replaces === undefined ? undefined : await ownPolicy(context, input.replaces)
  const assignment = await readOwnPolicy(context, input.document, '/document')
  const { assignments, exemptions } = assessor.decisions()
  const former = assignments.find(({ name }) => name === replaced?.name)
  const proposed = [...assignments.filter((each) => each !== former && each.name !== assignment.name), assignment]
  const checks = checksToCompare(assessor.catalogue.checks, [assignment, ...(former === undefined ? [] : [former])])

  const changes: FoundChange[] = []
  const scores: { before: ScoreEntry[]; after: ScoreEntry[] } = { before: [], after: [] }
  let looked = 0
  let denied = 0
  let stretchStart = performance.now()
  for (const cluster of assessor.clusters()) {
    const { runtime, environmentId } = cluster
    const place = { environments: [environmentId], cluster: cluster.id }
    const shared = { checks, profile: assessor.profileOf(environmentId), exemptions, place, now: now() }
    const policies = { before: createPolicy({ ...shared, assignments }), after: createPolicy({ ...shared, assignments: proposed }) }
    for (const resource of [...runtime.inventory.all()]) {
      if (!sees(visibility, { environment: environmentId, cluster: cluster.id, namespace: resource.namespace })) continue
      if (!isTopLevel(resource, runtime.inventory)) continue
      looked += 1
      const before = assessResource(resource, runtime.assessOptions(policies.before))
      const after = assessResource(resource, runtime.assessOptions(policies.after))
      const [from, to] = [statesOf(before, policies.before), statesOf(after, policies.after)]
      for (const check of checks) {
        if (from.get(check.id) === to.get(check.id)) continue
        changes.push({ cluster, resource, check, from: from.get(check.id), to: to.get(check.id) })
      }
      if (after.outcomes.some(({ state, prepared }) => state === 'unhealthy' && prepared.effect === 'deny')) denied += 1
      const key = `${cluster.id}/${resource.key}`
      scores.before.push(...entriesOf(key, before, policies.before))
      scores.after.push(...entriesOf(key, after, policies.after))
      if (performance.now() - stretchStart > longestStretchMs) {
        await yieldToOthers()
        stretchStart = performance.now()
      }
    }
  }
  return { ...(await describe(context, changes)), wouldBeDenied: denied, resourcesLookedAt: looked, score: scoreOf(scores) }
}

/** The checks that the documents speak of, and those that the score counts. */
function checksToCompare(checks: readonly Check[], assignments: readonly PolicyAssignment[]): Check[] {
  const named = new Set(assignments.flatMap((assignment) => Object.keys(assignment.checks)))
  return checks.filter((check) => named.has('*') || named.has(check.id) || isOriginal(check))
}

function statesOf({ resource, healthy, outcomes }: ResourceAssessment, policy: Policy): States {
  const states = new Map<string, AssessmentState>()
  for (const { check } of healthy) states.set(check.id, 'healthy')
  for (const { state, prepared } of outcomes) {
    const isExempt = state === 'unhealthy' && policy.exemptionOf(prepared.check.id, resource) !== undefined
    states.set(prepared.check.id, isExempt ? 'exempt' : state)
  }
  return states
}

function* entriesOf(key: string, { resource, healthy, outcomes }: ResourceAssessment, policy: Policy): Iterable<ScoreEntry> {
  for (const { check } of healthy) if (isOriginal(check)) yield { resource: key, control: check.control, isHealthy: true }
  for (const { state, prepared } of outcomes) {
    if (state !== 'unhealthy' || !isOriginal(prepared.check)) continue
    const exemption = policy.exemptionOf(prepared.check.id, resource)
    if (exemption?.category === 'waiver') continue
    yield { resource: key, control: prepared.check.control, isHealthy: exemption !== undefined }
  }
}

function scoreOf({ before, after }: { before: ScoreEntry[]; after: ScoreEntry[] }) {
  return { before: percentOf(secureScore(tallyControls(before))), after: percentOf(secureScore(tallyControls(after))) }
}

async function describe({ database, assessor, visibility }: CallerContext, changes: readonly FoundChange[]) {
  const countOf = (holds: (change: FoundChange) => boolean) => changes.filter(holds).length
  const worstFirst = changes.toSorted(
    (a, b) =>
      Number(b.to === 'unhealthy') - Number(a.to === 'unhealthy') ||
      severityRank(b.check.severity) - severityRank(a.check.severity) ||
      (a.resource.key < b.resource.key ? -1 : 1),
  )
  const shown = worstFirst.slice(0, mostChanges)
  const references = await readReferences(
    database,
    visibility,
    shown.map(({ cluster, resource }) => ({ clusterId: cluster.id, key: resource.key })),
  )
  return {
    becomesUnhealthy: countOf(({ to }) => to === 'unhealthy'),
    becomesHealthy: countOf(({ to }) => to === 'healthy'),
    becomesNotApplicable: countOf(({ to }) => to === 'notApplicable'),
    becomesUnknown: countOf(({ to }) => to === 'unknown'),
    noLongerAssessed: countOf(({ to }) => to === undefined),
    newlyAssessed: countOf(({ from }) => from === undefined),
    changes: shown.flatMap(({ cluster, resource, check, from, to }) => {
      const reference = references.get(`${cluster.id} ${resource.key}`)
      const registered = assessor.catalogue.byId(check.id)
      if (reference === undefined || registered === undefined) return []
      return [{ resource: reference, check: check.id, title: titleOf(registered), from: from ?? null, to: to ?? null }]
    }),
    total: changes.length,
  }
}
