import type { Problem } from '@toride/core/errors'
import type { JsonObject } from '@toride/core/kubernetes-object'
import { type ApiFailure, type ApiResult, problemOfFailure } from './api-failure.ts'
import type { ApiResource } from './api-resource.ts'
import { type KubernetesClient, requestJson } from './client.ts'

/** What an API server serves, each kind once, at the version the server prefers. */
export type Discovery = {
  readonly resources: readonly ApiResource[]
  /** Groups whose own server did not say what it serves. Their kinds are unknown, not absent. */
  readonly failedGroups: readonly { readonly group: string; readonly problem: Problem }[]
}

const aggregated = ['v2', 'v2beta1'].map((version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)

/**
 * Asks an API server what it serves: with two requests where it has aggregated discovery (Kubernetes 1.26), group by group otherwise.
 * Subresources are left out.
 */
export async function discover(client: KubernetesClient, signal: AbortSignal): Promise<ApiResult<Discovery>> {
  const groups: VersionedGroup[] = []
  const failedGroups: Discovery['failedGroups'][number][] = []
  for (const path of ['/api', '/apis']) {
    const answered = await requestJson(client, { path, accept: [...aggregated, 'application/json'].join(','), signal })
    if (!answered.ok) return answered
    const read =
      answered.value.kind === 'APIGroupDiscoveryList' ? aggregatedGroups(answered.value) : await plainGroups(client, answered.value, signal)
    for (const group of read) {
      const failed = group.versions.find(({ failure }) => failure !== undefined)?.failure
      if (failed !== undefined) failedGroups.push({ group: group.name, problem: problemOfFailure(failed, `the API group ${group.name}`) })
      groups.push(group)
    }
  }
  return { ok: true, value: { resources: groups.flatMap(preferred), failedGroups } }
}

/** The resource that serves a kind at exactly this version. */
export async function findResource(
  client: KubernetesClient,
  apiVersion: string,
  kind: string,
  signal: AbortSignal,
): Promise<ApiResult<ApiResource | undefined>> {
  const [group, version] = apiVersion.includes('/') ? (apiVersion.split('/') as [string, string]) : ['', apiVersion]
  const answered = await requestJson(client, { path: group === '' ? `/api/${version}` : `/apis/${group}/${version}`, signal })
  if (!answered.ok) return answered.failure.reason === 'not-found' ? { ok: true, value: undefined } : answered
  return { ok: true, value: listed(answered.value.resources, group, version).find((resource) => resource.kind === kind) }
}

type VersionedGroup = { readonly name: string; readonly versions: readonly GroupVersion[] }
type GroupVersion = { readonly resources: readonly ApiResource[]; readonly failure: ApiFailure | undefined }

/** Versions come in the order of preference; a resource is taken from the first that has it. */
function preferred(group: VersionedGroup): ApiResource[] {
  const byName = new Map<string, ApiResource>()
  for (const resource of group.versions.flatMap(({ resources }) => resources)) {
    if (!byName.has(resource.name)) byName.set(resource.name, resource)
  }
  return [...byName.values()]
}

/** `APIGroupDiscoveryList` of `apidiscovery.k8s.io`. */
function aggregatedGroups(list: JsonObject): VersionedGroup[] {
  return objects(list.items).map((item) => {
    const name = text(object(item.metadata).name)
    return {
      name,
      versions: objects(item.versions).map((entry) => {
        const version = text(entry.version)
        const resources = objects(entry.resources).flatMap((resource): ApiResource[] => {
          const kind = text(object(resource.responseKind).kind)
          const plural = text(resource.resource)
          const namespaced = resource.scope === 'Namespaced'
          return plural === '' || kind === ''
            ? []
            : [{ group: name, version, name: plural, kind, namespaced, verbs: texts(resource.verbs) }]
        })
        // The API server keeps the last answer of an extension server that is away, and says so.
        const isStale = entry.freshness === 'Stale'
        return { resources, failure: isStale ? unavailable(`the server of ${name}/${version} does not answer`) : undefined }
      }),
    }
  })
}

/** `APIVersions` and `APIGroupList` of old servers, with a request for each version. */
async function plainGroups(client: KubernetesClient, list: JsonObject, signal: AbortSignal): Promise<VersionedGroup[]> {
  const wanted =
    list.kind === 'APIVersions'
      ? [{ name: '', versions: texts(list.versions) }]
      : objects(list.groups).map((group) => ({ name: text(group.name), versions: versionsByPreference(group) }))
  const groups: VersionedGroup[] = []
  for (const { name, versions } of wanted) {
    const answered: GroupVersion[] = []
    for (const version of versions) {
      const answer = await requestJson(client, { path: name === '' ? `/api/${version}` : `/apis/${name}/${version}`, signal })
      answered.push(
        answer.ok
          ? { resources: listed(answer.value.resources, name, version), failure: undefined }
          : { resources: [], failure: answer.failure },
      )
    }
    groups.push({ name, versions: answered })
  }
  return groups
}

function versionsByPreference(group: JsonObject): string[] {
  const first = text(object(group.preferredVersion).version)
  const versions = objects(group.versions).map((entry) => text(entry.version))
  return [...new Set([first, ...versions])].filter((version) => version !== '')
}

/** Resources of an `APIResourceList`; names with a slash are subresources. */
function listed(resources: unknown, group: string, version: string): ApiResource[] {
  return objects(resources).flatMap((entry) => {
    const name = text(entry.name)
    const kind = text(entry.kind)
    if (name === '' || kind === '' || name.includes('/')) return []
    return [{ group, version, name, kind, namespaced: entry.namespaced === true, verbs: texts(entry.verbs) }]
  })
}

function unavailable(message: string): ApiFailure {
  return { reason: 'unavailable', status: 503, message, retryAfterMs: undefined, continueToken: undefined }
}

function object(value: unknown): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {}
}

function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.map(object) : []
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}
