import type { Assessment, ResourceDetail } from '@toride/contract/inventory'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { type Inventory, podLabelsOf, podOf, type Resource } from '@toride/policy/inventory'
import { matchesSelector } from '@toride/policy/label-selector'
import type { CallerContext } from '../app/context.ts'
import { RequestProblem } from '../app/request-problem.ts'
import type { CheckCatalogue } from '../assessment/check-catalogue.ts'
import { exemptionOf, findingsOf, reasonOf } from '../assessment/describe-assessment.ts'
import { unpackObject, unpackObjectLater } from '../assessment/packed-object.ts'
import { referenceOfRow } from '../assessment/resource-reference.ts'
import { severityOf, titleOf } from '../assessment/texts.ts'
import { objectYaml } from '../assessment/yaml.ts'
import { type AssessmentRow, type PodRow, readAssessments, readByKeys, readPods, readResource } from './queries.ts'
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
    assessments: describeAssessments(assessor.catalogue, row, exceptions),
    containers: resource === undefined ? [] : containersOf(resource),
    livePods: pods.map(podOfRow),
    relations: cluster === undefined || resource === undefined ? [] : await relationsOf(context, row, resource, cluster.runtime.inventory),
    yaml: object === undefined ? '' : objectYaml(object),
    file: row.file === null ? null : { path: row.file, line: row.line ?? 1 },
  }
}

function describeAssessments(catalogue: CheckCatalogue, row: ResourceRow, exceptions: readonly AssessmentRow[]): Assessment[] {
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
  const healthy = row.healthy_checks.flatMap((number): Assessment[] => {
    const registered = catalogue.byNumber(number)
    if (registered === undefined) return []
    const { id, severity, control } = registered.check
    const title = titleOf(registered)
    return [
      { check: id, title, severity, control, state: 'healthy', reason: null, findings: [], exemption: null, effect: 'audit', since: null },
    ]
  })
  return [...found, ...healthy]
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

type Relation = { readonly relation: ResourceDetail['relations'][number]['relation']; readonly key: string }

const mostRelations = 200

/** What belongs together: owners, what selects the pods, what the pods use. Only what the caller sees. */
async function relationsOf({ database, visibility }: CallerContext, row: ResourceRow, resource: Resource, inventory: Inventory) {
  const relations = [...ownersOf(resource, inventory), ...selectorsOf(resource, inventory), ...usedBy(resource, inventory)].slice(
    0,
    mostRelations,
  )
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

function* ownersOf(resource: Resource, inventory: Inventory): Iterable<Relation> {
  if (resource.controllerKey !== undefined) yield { relation: 'owner', key: resource.controllerKey }
  for (const kind of ['apps/ReplicaSet', 'batch/Job', '/Pod']) {
    for (const { key, controllerKey } of inventory.ofKind(kind, resource.namespace)) {
      if (controllerKey === resource.key) yield { relation: 'owned', key }
    }
  }
}

type Selector = Parameters<typeof matchesSelector>[0]

const selecting: readonly { readonly kind: string; readonly selector: (resource: Resource) => Selector }[] = [
  {
    kind: '/Service',
    selector: ({ object }) => {
      const labels = (object.spec as { selector?: Record<string, string> } | undefined)?.selector
      return labels === undefined || Object.keys(labels).length === 0 ? undefined : { matchLabels: labels }
    },
  },
  { kind: 'policy/PodDisruptionBudget', selector: ({ object }) => (object.spec as { selector?: Selector } | undefined)?.selector },
  {
    kind: 'networking.k8s.io/NetworkPolicy',
    selector: ({ object }) => (object.spec as { podSelector?: Selector } | undefined)?.podSelector ?? {},
  },
]

function* selectorsOf(resource: Resource, inventory: Inventory): Iterable<Relation> {
  const own = selecting.find(({ kind }) => kind === resource.kind)
  if (own !== undefined) {
    for (const { key } of inventory.podsMatching(resource.namespace, own.selector(resource))) yield { relation: 'selects', key }
  }
  if (resource.templatePointer === undefined) return
  const labels = podLabelsOf(resource)
  for (const { kind, selector } of selecting) {
    for (const other of inventory.ofKind(kind, resource.namespace)) {
      if (matchesSelector(selector(other), labels)) yield { relation: 'selected-by', key: other.key }
    }
  }
  for (const other of inventory.ofKind('autoscaling/HorizontalPodAutoscaler', resource.namespace)) {
    const target = (other.object.spec as { scaleTargetRef?: { kind?: string; name?: string } } | undefined)?.scaleTargetRef
    if (target?.name === resource.name && target.kind === resource.object.kind) yield { relation: 'selected-by', key: other.key }
  }
}

function* usedBy(resource: Resource, inventory: Inventory): Iterable<Relation> {
  const { namespace } = resource
  const spec = podOf(resource)?.spec
  if (spec === undefined) return
  const used = new Set<string>()
  const account = spec.serviceAccountName ?? spec.serviceAccount ?? 'default'
  used.add(`/ServiceAccount/${namespace}/${account}`)
  for (const volume of spec.volumes ?? []) {
    if (volume.configMap?.name !== undefined) used.add(`/ConfigMap/${namespace}/${volume.configMap.name}`)
    if (volume.secret?.secretName !== undefined) used.add(`/Secret/${namespace}/${volume.secret.secretName}`)
    const claim = volume.persistentVolumeClaim?.claimName
    if (claim !== undefined) used.add(`/PersistentVolumeClaim/${namespace}/${claim}`)
  }
  for (const container of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) {
    for (const { configMapRef, secretRef } of container.envFrom ?? []) {
      if (configMapRef?.name !== undefined) used.add(`/ConfigMap/${namespace}/${configMapRef.name}`)
      if (secretRef?.name !== undefined) used.add(`/Secret/${namespace}/${secretRef.name}`)
    }
  }
  for (const key of used) if (inventory.byKey(key) !== undefined) yield { relation: 'uses', key }
}
