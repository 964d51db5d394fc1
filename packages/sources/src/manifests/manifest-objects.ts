import { type Problem, problem } from '@toride/core/errors'
import type { Location } from '@toride/core/finding'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { locationOf, type ManifestDocument } from './parse-manifest.ts'

/** A Kubernetes object of a file. `pointer` leads to it in its document: empty, or the item of a List. */
export type ManifestObject = {
  readonly object: KubernetesObject
  readonly document: ManifestDocument
  readonly pointer: string
  /** For objects that a tool has rendered: where a field comes from. Their document is the tool's output, not a file. */
  readonly locate?: (pointer: string) => Location
}

/** What a document holds: its objects, or why it is none. */
export type DocumentObjects = { readonly objects: readonly ManifestObject[]; readonly problems: readonly Problem[] }

/** Lists of lists are flattened so far; nothing that Kubernetes prints nests even once. */
const listDepth = 8

/** The objects of a document; a List (`List`, `PodList`, …), or a list of objects, is replaced by its items. */
export function objectsOf(document: ManifestDocument): DocumentObjects {
  const objects: ManifestObject[] = []
  const problems: Problem[] = []
  collect(document.value, '', undefined, 0)
  return { objects, problems }

  function collect(value: unknown, pointer: string, listed: { apiVersion: string; kind: string } | undefined, depth: number): void {
    // Programs that make manifests print a list of objects without a List around it.
    if (depth === 0 && Array.isArray(value) && value.some((item) => faultOf(item, undefined) === undefined)) {
      for (const [index, each] of value.entries()) collect(each, `${pointer}/${index}`, undefined, depth + 1)
      return
    }
    const reason = faultOf(value, listed)
    if (reason !== undefined) {
      problems.push(problem('object-not-kubernetes', locationOf(document, pointer), { reason }))
      return
    }
    const fields = value as Record<string, unknown>
    const apiVersion = (fields.apiVersion ?? listed?.apiVersion) as string
    const kind = (fields.kind ?? listed?.kind) as string
    if (kind.endsWith('List') && Array.isArray(fields.items)) {
      const item = kind === 'List' ? undefined : { apiVersion, kind: kind.slice(0, -'List'.length) }
      if (depth < listDepth) for (const [index, each] of fields.items.entries()) collect(each, `${pointer}/items/${index}`, item, depth + 1)
      else problems.push(problem('object-not-kubernetes', locationOf(document, pointer), { reason: 'it is a list of lists of lists' }))
      return
    }
    const isComplete = fields.apiVersion !== undefined && fields.kind !== undefined
    objects.push({ object: (isComplete ? fields : { apiVersion, kind, ...fields }) as KubernetesObject, document, pointer })
  }
}

/** Where a field of an object stands in its file; for one that is missing, where its nearest ancestor stands. */
export function locationIn({ document, pointer, locate }: ManifestObject, fieldPointer: string): Location {
  return locate !== undefined ? locate(pointer + fieldPointer) : locationOf(document, pointer + fieldPointer)
}

function faultOf(value: unknown, listed: { readonly kind: string } | undefined): string | undefined {
  if (value === null || typeof value !== 'object') return 'it is not a mapping'
  if (Array.isArray(value)) return 'it is a list'
  const { apiVersion = listed && '', kind = listed?.kind, metadata, spec, items } = value as Record<string, unknown>
  if (typeof apiVersion !== 'string') return apiVersion === undefined ? 'it has no apiVersion' : 'apiVersion is not a string'
  if (typeof kind !== 'string' || kind === '') return kind === undefined || kind === '' ? 'it has no kind' : 'kind is not a string'
  // Configuration files of tools (kubeconfig, kustomization, kubelet) have apiVersion and kind, too.
  return metadata === undefined && spec === undefined && items === undefined ? 'it has no metadata' : undefined
}
