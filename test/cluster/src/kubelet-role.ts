import { type KubernetesClient, requestJson } from '@toride/sources/kubernetes/client'

/** What the pods of a template do when they start: become ready, or never because of this reason. */
export type PodFate = { readonly ready: true } | { readonly ready: false; readonly reason: string; readonly message: string }

type Pod = {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly deletionTimestamp?: string }
  readonly spec: { readonly containers: readonly { readonly name: string }[] }
  readonly status?: { readonly phase?: string; readonly containerStatuses?: readonly unknown[] }
}

/**
 * Plays the kubelets of a cluster that has no nodes: gives each pod of a namespace the status that `fateOf` decides from its spec, by the
 * status subresource, and lets deleted pods go. Until the signal stops it.
 */
export async function playKubelet(
  client: KubernetesClient,
  namespace: string,
  fateOf: (spec: unknown) => PodFate,
  signal: AbortSignal,
): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/pods`
  while (!signal.aborted) {
    const listed = await requestJson(client, { path, signal })
    if (!listed.ok && signal.aborted) return
    if (!listed.ok) throw new Error(listed.failure.message)
    for (const pod of listed.value.items as unknown as readonly Pod[]) {
      const own = `${path}/${pod.metadata.name}`
      if (pod.metadata.deletionTimestamp !== undefined) {
        await requestJson(client, { method: 'DELETE', path: own, query: { gracePeriodSeconds: '0' }, signal })
      } else if (pod.status?.containerStatuses === undefined) {
        const body = { status: statusOf(pod, fateOf(pod.spec)) }
        await requestJson(client, { method: 'PATCH', path: `${own}/status`, contentType: 'application/merge-patch+json', body, signal })
      }
    }
    await changeOf(client, path, listed.value.metadata as { readonly resourceVersion?: string }, signal)
  }
}

function statusOf(pod: Pod, fate: PodFate): unknown {
  const ready = fate.ready ? 'True' : 'False'
  const now = new Date().toISOString()
  const state = fate.ready ? { running: { startedAt: now } } : { waiting: { reason: fate.reason, message: fate.message } }
  return {
    phase: fate.ready ? 'Running' : 'Pending',
    conditions: ['Ready', 'ContainersReady'].map((type) => ({ type, status: ready, lastTransitionTime: now })),
    containerStatuses: pod.spec.containers.map(({ name }) => ({
      name,
      ready: fate.ready,
      restartCount: 0,
      image: 'test',
      imageID: '',
      state,
    })),
  }
}

/** Waits until something about the pods changes, for at most a second. */
async function changeOf(
  client: KubernetesClient,
  path: string,
  { resourceVersion }: { readonly resourceVersion?: string },
  signal: AbortSignal,
) {
  const answered = await client.request({ path, query: { watch: 'true', resourceVersion, timeoutSeconds: '1' }, signal })
  if (!answered.ok) return
  try {
    for await (const _ of answered.value.body) break
  } catch {
    // The signal stopped it.
  }
}
