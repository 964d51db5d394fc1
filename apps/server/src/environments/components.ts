import type { ClusterDetail } from '@toride/contract/environments'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { unpackObject } from '../assessment/packed-object.ts'
import type { ImageRow, StoredObject } from './queries.ts'

type Node = ClusterDetail['nodes'][number]
type Component = ClusterDetail['components'][number]

type NodeInfo = Readonly<
  Partial<Record<'kubeletVersion' | 'containerRuntimeVersion' | 'osImage' | 'kernelVersion' | 'architecture', string>>
>

/** A node as its own object describes it. */
export function nodeOf({ id, object: packed }: StoredObject): Node {
  const object = unpackObject(packed)
  const status = object.status as { nodeInfo?: NodeInfo; conditions?: readonly { type?: string; status?: string }[] } | undefined
  const info = status?.nodeInfo ?? {}
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status
  return {
    resource: String(id),
    name: object.metadata.name ?? '',
    ready: ready === 'True' ? true : ready === 'False' ? false : null,
    roles: rolesOf(object),
    kubeletVersion: info.kubeletVersion ?? null,
    containerRuntime: info.containerRuntimeVersion ?? null,
    osImage: info.osImage ?? null,
    kernelVersion: info.kernelVersion ?? null,
    architecture: info.architecture ?? null,
  }
}

const rolePrefix = 'node-role.kubernetes.io/'

function rolesOf({ metadata: { labels = {} } }: KubernetesObject): string[] {
  return Object.keys(labels)
    .filter((label) => label.startsWith(rolePrefix))
    .map((label) => label.slice(rolePrefix.length))
    .toSorted()
}

/** Images of the control plane, by the last part of their name. */
const controlPlane = new Set(['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'])

/** Namespaces where clusters keep what belongs to themselves. */
const systemNamespaces = new Set(['kube-system', 'gatekeeper-system', 'kube-node-lease', 'calico-system', 'tigera-operator', 'azure-arc'])

/** What runs the cluster and stands in it, with versions: from the API server, the nodes and the images. */
export function componentsOf(version: string | null, nodes: readonly Node[], images: readonly ImageRow[]): Component[] {
  const components: Component[] = []
  if (version !== null) components.push({ name: 'kubernetes', versions: [version], kind: 'control-plane', namespaces: [], pods: 0 })
  const kubelets = versionsOf(nodes.map(({ kubeletVersion }) => kubeletVersion))
  if (kubelets.length > 0) components.push({ name: 'kubelet', versions: kubelets, kind: 'node', namespaces: [], pods: 0 })
  const runtimes = versionsOf(nodes.map(({ containerRuntime }) => containerRuntime))
  for (const runtime of new Set(runtimes.map((each) => each.split('://')[0] ?? each))) {
    const versions = runtimes.filter((each) => each.startsWith(`${runtime}://`)).map((each) => each.slice(runtime.length + 3))
    components.push({ name: runtime, versions, kind: 'node', namespaces: [], pods: 0 })
  }
  const byName = new Map<string, Component>()
  for (const { image, namespaces, pods } of images) {
    const { name, version: tag } = splitImage(image)
    const isSystem = namespaces.every((namespace) => systemNamespaces.has(namespace))
    const kind = controlPlane.has(name) ? 'control-plane' : isSystem ? 'add-on' : 'workload'
    const entry = byName.get(name) ?? { name, versions: [], kind, namespaces: [], pods: 0 }
    entry.versions = versionsOf([...entry.versions, tag])
    entry.namespaces = [...new Set([...entry.namespaces, ...namespaces.filter((namespace) => namespace !== '')])].toSorted()
    entry.pods += pods
    byName.set(name, entry)
  }
  return [...components, ...[...byName.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))]
}

function versionsOf(versions: readonly (string | null)[]): string[] {
  return [...new Set(versions.filter((version) => version !== null))].toSorted()
}

/** Name and tag of an image reference: `registry.example:5000/shop/cart:1.2@sha256:…` → `cart`, `1.2`. */
function splitImage(image: string): { name: string; version: string | null } {
  const [withoutDigest = '', digest] = image.split('@')
  const last = withoutDigest.slice(withoutDigest.lastIndexOf('/') + 1)
  const colon = last.indexOf(':')
  const name = colon < 0 ? last : last.slice(0, colon)
  return { name, version: colon >= 0 ? last.slice(colon + 1) : (digest?.slice(0, 19) ?? null) }
}
