import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { type ApiFailure, type ApiResult, failureWithoutAnswer } from './api-failure.ts'
import { type ApiResource, apiVersionOf, resourcePath } from './api-resource.ts'
import { chunksOf } from './chunks.ts'
import { answerIdleMs, failureOfStream, type KubernetesClient } from './client.ts'
import { createListSplitter, MalformedStreamError, objectOf } from './object-stream.ts'
import { isMetadataOnly } from './watched-resources.ts'

const pageSize = 500
/** How often a list that became too old between two pages is begun again, before it is read in one piece. */
const restartLimit = 2

/** One step through a list: objects as they arrive, or that everything before counts no more because the list begins again. */
export type ListStep = { readonly type: 'objects'; readonly objects: readonly KubernetesObject[] } | { readonly type: 'restart' }

/** Where the list was taken, to watch from there. */
export type ListEnd = ApiResult<{ readonly resourceVersion: string }>

/**
 * Lists a kind in pages of 500 and yields objects in small groups while they arrive; at most one object and one group are in memory.
 *
 * When the server has forgotten the state between two pages (410), the list begins again; after two such restarts it is asked for in one
 * piece, which cannot expire.
 */
export async function* listResource(
  client: KubernetesClient,
  resource: ApiResource,
  signal: AbortSignal,
): AsyncGenerator<ListStep, ListEnd, undefined> {
  let restarts = 0
  let token: string | undefined
  for (;;) {
    const limit = restarts > restartLimit ? undefined : String(pageSize)
    const page = yield* readPage(client, resource, { limit, continue: token }, signal)
    if (!page.ok && page.failure.reason === 'gone' && token !== undefined) {
      restarts++
      token = undefined
      yield { type: 'restart' }
    } else if (!page.ok) return page
    else if (page.value.continue === undefined) return { ok: true, value: { resourceVersion: page.value.resourceVersion } }
    else token = page.value.continue
  }
}

type PageEnd = ApiResult<{ readonly resourceVersion: string; readonly continue: string | undefined }>

async function* readPage(
  client: KubernetesClient,
  resource: ApiResource,
  query: { readonly limit: string | undefined; readonly continue: string | undefined },
  signal: AbortSignal,
): AsyncGenerator<ListStep, PageEnd, undefined> {
  const answered = await client.request({ path: resourcePath(resource), query, accept: listType(resource), signal })
  if (!answered.ok) return answered
  const splitter = createListSplitter()
  const apiVersion = apiVersionOf(resource)
  let rest: Readonly<Record<string, unknown>>
  try {
    for await (const chunk of chunksOf(answered.value.body, answerIdleMs)) {
      const objects = splitter.push(chunk).map((item) => objectOf(item, apiVersion, resource.kind) ?? unusable())
      if (objects.length > 0) yield { type: 'objects', objects }
    }
    rest = splitter.end()
  } catch (error) {
    return { ok: false, failure: failureOfReading(error, signal) }
  }
  const metadata = (rest.metadata ?? {}) as { readonly resourceVersion?: unknown; readonly continue?: unknown }
  if (typeof metadata.resourceVersion !== 'string') return failureWithoutAnswer('bad-answer', 'a list without a resourceVersion')
  const token = typeof metadata.continue === 'string' && metadata.continue !== '' ? metadata.continue : undefined
  return { ok: true, value: { resourceVersion: metadata.resourceVersion, continue: token } }
}

/** What broke while an answer was read: the connection, or the answer itself. */
export function failureOfReading(error: unknown, signal: AbortSignal): ApiFailure {
  if (error instanceof MalformedStreamError) return failureWithoutAnswer('bad-answer', error.message).failure
  return failureOfStream(error, signal)
}

function unusable(): never {
  throw new MalformedStreamError('an item without metadata')
}

function listType(resource: ApiResource): string {
  return isMetadataOnly(resource) ? 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' : 'application/json'
}
