import type { Assessment, ResourceDetail } from '@toride/contract/inventory'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import type { CheckPlan } from '@toride/policy/assess'
import { type Inventory, podOf, type Resource } from '@toride/policy/inventory'
import type { PreparedCheck } from '@toride/policy/settings'
import type { CallerContext } from '../app/context.ts'
import { RequestProblem } from '../app/request-problem.ts'
import type { CheckCatalogue } from '../assessment/check-catalogue.ts'
import { exemptionOf, findingsOf, reasonOf } from '../assessment/describe-assessment.ts'
import { unpackObject, unpackObjectLater } from '../assessment/packed-object.ts'
import { referenceOfRow } from '../assessment/resource-reference.ts'
import { severityOf, titleOf } from '../assessment/texts.ts'
import { objectYaml } from '../assessment/yaml.ts'
import { type AssessmentRow, type PodRow, readAssessments, readByKeys, readPods, readResource } from './queries.ts'
import { relationsOf } from './relations.ts'
import { type ResourceRow, resourceOf } from './resources.ts'
import { withoutSecretContents } from './without-secret-contents.ts'

export async function getResource(context: CallerContext, id: string): Promise<ResourceDetail> {
  const { database, visibility, assessor } = context
  const row = await readResource(database, visibility, id)
  if (row === undefined) throw new RequestProblem('not-found')
  const object = row.object === null ? undefined : withoutSecretContents(await unpackObjectLater(row.object))
  const cluster = assessor.cluster(row.cluster_id)
  const resource = cluster?.runtime.inventory.byKey(row.key)
  const pods = await readPods(database, visibility, row)
  const exceptions = await readAssessments(database, id)
  return {
    ...resourceOf(row),
    uid: row.uid === '' ? null : row.uid,
    labels: row.labels,
    annotations: annotationsOf(object),
    assessments: describeAssessments(assessor.catalogue, row, exceptions, resource && cluster?.runtime.policy().plan(resource)),
    containers: resource === undefined ? [] : containersOf(resource),
    livePods: pods.map(podOfRow),
    relations:
      cluster === undefined || resource === undefined ? [] : await visibleRelations(context, row, resource, cluster.runtime.inventory),
    yaml: object === undefined ? '' : objectYaml(object),
    file: row.file === null ? null : { path: row.file, line: row.line ?? 1 },
  }
}

/** Severity and effect of healthy checks are not kept; they are those that policies give the resource now. */
function describeAssessments(
  catalogue: CheckCatalogue,
  row: ResourceRow,
  exceptions: readonly AssessmentRow[],
  plan: CheckPlan | undefined,
): Assessment[] {
  const found = exceptions.flatMap((exception): Assessment[] => {
    const registered = catalogue.byNumber(exception.check_number)
    if (registered === undefined) return []
    return [
      {
        check: registered.check.id,
        title: titleOf(registered),
        severity: severityOf(exception.severity),
        control: registered.check.control,
        state: exception.state,
        reason: reasonOf(exception),
        findings: findingsOf(registered, exception.violations),
        exemption: exemptionOf(exception),
        effect: exception.effect,
        since: exception.since.toISOString(),
      },
    ]
  })
  const inForce = new Map((plan === undefined ? [] : checksOf(plan)).map((prepared) => [prepared.check.id, prepared]))
  const healthy = row.healthy_checks.flatMap((number): Assessment[] => {
    const registered = catalogue.byNumber(number)
    if (registered === undefined) return []
    const { id: check, control, severity } = registered.check
    const prepared = inForce.get(check)
    const setting = { severity: prepared?.severity ?? severity, effect: prepared?.effect ?? 'audit' } as const
    const title = titleOf(registered)
    return [{ check, title, control, ...setting, state: 'healthy', reason: null, findings: [], exemption: null, since: null }]
  })
  return [...found, ...healthy]
}

function checksOf({ container, pod, object, relation }: CheckPlan): PreparedCheck[] {
  return [...container, ...pod, ...[...object.values()].flat(), ...[...relation.values()].flat()]
}

function annotationsOf(object: KubernetesObject | undefined): Record<string, string> {
  const annotations: unknown = object?.metadata?.annotations
  if (annotations === null || typeof annotations !== 'object') return {}
  return Object.fromEntries(Object.entries(annotations).map(([key, value]) => [key, String(value)]))
}

function containersOf(resource: Resource) {
  return (podOf(resource)?.containers ?? []).map(({ container, kind }) => ({
    name: container.name ?? '',
    image: container.image ?? '',
    kind,
  }))
}

function podOfRow(row: PodRow) {
  const object = unpackObject(row.object)
  const status = object.status as { phase?: unknown; conditions?: readonly { type?: unknown; status?: unknown }[] } | undefined
  const spec = object.spec as { nodeName?: unknown } | undefined
  const ready = Array.isArray(status?.conditions) ? status.conditions.find(({ type }) => type === 'Ready')?.status : undefined
  return {
    id: String(row.id),
    name: row.name,
    namespace: row.namespace,
    phase: typeof status?.phase === 'string' ? status.phase : null,
    ready: ready === 'True' ? true : ready === 'False' ? false : null,
    node: typeof spec?.nodeName === 'string' ? spec.nodeName : null,
    createdAt: row.created_at?.toISOString() ?? null,
  }
}

const mostRelations = 200

/** What belongs to the resource, as far as the caller sees it. */
async function visibleRelations({ database, visibility }: CallerContext, row: ResourceRow, resource: Resource, inventory: Inventory) {
  const relations = relationsOf(resource, inventory).take(mostRelations).toArray()
  const rows = await readByKeys(
    database,
    visibility,
    row.cluster_id,
    relations.map(({ key }) => key),
  )
  const byKey = new Map(rows.map((each) => [each.key, referenceOfRow(each)]))
  return relations.flatMap(({ relation, key }) => {
    const reference = byKey.get(key)
    return reference === undefined ? [] : [{ relation, resource: reference }]
  })
}
