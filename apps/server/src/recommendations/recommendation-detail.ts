import type { RecommendationDetail } from '@toride/contract/recommendations'
import type { Json } from '@toride/core/kubernetes-object'
import type { Check, RegisteredCheck } from '@toride/policy/check'
import { type SettingsInForce, settingsInForce } from '@toride/policy/policy'
import { scopesAllowed } from '../access/principal.ts'
import { sees } from '../access/visibility.ts'
import type { CallerContext, InputOf } from '../app/context.ts'
import { RequestProblem } from '../app/request-problem.ts'
import { inPlace } from './queries.ts'
import { describeRecommendations, recommendationOf } from './recommendations.ts'

/** One recommendation with what holds for it in the chosen scope. */
export async function getRecommendation(
  context: CallerContext,
  id: string,
  query: InputOf<'getRecommendation'>['query'],
): Promise<RecommendationDetail> {
  const { database, visibility, assessor } = context
  const registered = assessor.catalogue.byId(id)
  if (registered === undefined) throw new RequestProblem('not-found')
  const [found] = await describeRecommendations(database, assessor.catalogue, inPlace(visibility, query), registered)
  const { check, texts } = registered
  const inForce = settingsInScope(context, check, query)
  const effects = [...new Set(inForce.map(({ prepared }) => prepared.effect))]
  return {
    ...(found ?? recommendationOf(registered, [], 0)),
    description: { en: texts.en.description, ja: texts.ja.description },
    remediation: { en: texts.en.remediation, ja: texts.ja.remediation },
    parameters: parametersOf(context, registered, inForce[0]),
    effects,
    relatedStandards: relatedStandards(registered),
    mitre: [...(check.maps.mitre ?? [])],
    enforced: false,
    enforcement: effects.includes('deny') ? 'no-admission-installed' : 'not-denied',
  }
}

/** What holds for the check in each cluster or namespace in scope. */
function settingsInScope(
  { visibility, assessor }: CallerContext,
  check: Check,
  query: InputOf<'getRecommendation'>['query'],
): SettingsInForce[] {
  const { environment, cluster, namespace } = query
  const { assignments } = assessor.decisions()
  return assessor.clusters().flatMap((followed) => {
    if (environment?.length && !environment.includes(followed.environmentId)) return []
    if (cluster?.length && !cluster.includes(followed.id)) return []
    const at = { environment: followed.environmentId, cluster: followed.id }
    const options = {
      assignments,
      profile: assessor.profileOf(followed.environmentId),
      place: { environments: [followed.environmentId], cluster: followed.id },
    }
    const own = visibility.namespaces.filter((scope) => scope.cluster === followed.id).map((scope) => scope.namespace)
    const spaces = namespace?.length ? namespace.filter((name) => sees(visibility, { ...at, namespace: name })) : own
    if (spaces.length > 0) return spaces.map((name) => settingsInForce(check, { ...options, namespace: name }))
    return namespace?.length || !sees(visibility, at) ? [] : [settingsInForce(check, options)]
  })
}

function parametersOf({ principal }: CallerContext, { check, texts }: RegisteredCheck, inForce: SettingsInForce | undefined) {
  const mayReadPolicies = scopesAllowed(principal, 'policy:read').length > 0
  return Object.entries(check.parameters ?? {}).map(([name, definition]) => ({
    name,
    text: { en: texts.en.parameters?.[name] ?? name, ja: texts.ja.parameters?.[name] ?? name },
    type: definition.type,
    required: definition.required ?? false,
    value: inForce?.prepared.missingParameter === name ? null : ((inForce?.prepared.parameters[name] ?? null) as Json),
    default: (definition.default ?? null) as Json,
    setBy: mayReadPolicies ? (inForce?.setBy.get(name)?.name ?? null) : null,
  }))
}

function relatedStandards({ check: { maps } }: RegisteredCheck) {
  return [
    ...(maps.mcsb === undefined ? [] : [{ standard: 'mcsb', control: maps.mcsb }]),
    ...(maps.azurePolicy === undefined ? [] : [{ standard: 'azure-policy', control: maps.azurePolicy }]),
    ...(maps.pss === undefined ? [] : [{ standard: `pss-${maps.pss}`, control: maps.pss }]),
    ...(maps.cisAks ?? []).map((control) => ({ standard: 'cis-aks', control })),
    ...(maps.cisKubernetes ?? []).map((control) => ({ standard: 'cis-kubernetes', control })),
    ...(maps.nsa === undefined ? [] : [{ standard: 'nsa', control: maps.nsa }]),
  ]
}
