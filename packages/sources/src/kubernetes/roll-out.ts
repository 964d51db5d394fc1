import type { KubernetesObject } from '@toride/core/kubernetes-object'

/** How far the roll-out of a workload's template is. */
export type RollOutState =
  | { readonly status: 'complete' }
  | { readonly status: 'progressing'; readonly message: string }
  | { readonly status: 'failed'; readonly message: string }

type Condition = { readonly type?: unknown; readonly status?: unknown; readonly reason?: unknown; readonly message?: unknown }

/**
 * Reads the roll-out from an object's own status, by the rules of `kubectl rollout status`. Kinds that roll nothing out are complete.
 */
export function rollOutState(object: KubernetesObject): RollOutState {
  const spec = record(object.spec)
  const status = record(object.status)
  const known = object.kind === 'Deployment' || object.kind === 'StatefulSet' || object.kind === 'DaemonSet'
  if (!known) return { status: 'complete' }
  if (count(status.observedGeneration) < (object.metadata.generation ?? 0)) return progressing('the controller has not seen the change yet')
  switch (object.kind) {
    case 'Deployment':
      return deploymentState(spec, status)
    case 'StatefulSet':
      return statefulSetState(spec, status)
    default:
      return daemonSetState(spec, status)
  }
}

function deploymentState(spec: Fields, status: Fields): RollOutState {
  const conditions = Array.isArray(status.conditions) ? (status.conditions as readonly Condition[]) : []
  const deadline = conditions.find(({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded')
  if (deadline !== undefined) return { status: 'failed', message: `${text(deadline.message)}${failureOf(conditions)}` }
  // The change takes effect when somebody resumes it.
  if (spec.paused === true) return { status: 'complete' }
  const wanted = spec.replicas === undefined ? 1 : count(spec.replicas)
  const [updated, total, available] = [count(status.updatedReplicas), count(status.replicas), count(status.availableReplicas)]
  if (updated < wanted) return progressing(`${updated} of ${wanted} new pods were made${failureOf(conditions)}`)
  if (total > updated) return progressing(`${total - updated} old pods still run`)
  if (available < updated) return progressing(`${available} of ${updated} new pods are available`)
  return { status: 'complete' }
}

/** A deployment whose pods are refused at creation says so here long before its deadline. */
function failureOf(conditions: readonly Condition[]): string {
  const failed = conditions.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True')
  return failed === undefined ? '' : `: ${text(failed.message)}`
}

function statefulSetState(spec: Fields, status: Fields): RollOutState {
  const strategy = record(spec.updateStrategy)
  if (strategy.type === 'OnDelete') return { status: 'complete' }
  const wanted = spec.replicas === undefined ? 1 : count(spec.replicas)
  const kept = count(record(strategy.rollingUpdate).partition)
  const [ready, updated] = [count(status.readyReplicas), count(status.updatedReplicas)]
  if (kept > 0 && updated < wanted - kept) return progressing(`${updated} of ${wanted - kept} pods were replaced`)
  if (kept === 0 && status.updateRevision !== status.currentRevision) return progressing(`${updated} of ${wanted} pods were replaced`)
  return ready < wanted ? progressing(`${ready} of ${wanted} pods are ready`) : { status: 'complete' }
}

function daemonSetState(spec: Fields, status: Fields): RollOutState {
  if (record(spec.updateStrategy).type === 'OnDelete') return { status: 'complete' }
  const wanted = count(status.desiredNumberScheduled)
  const [updated, available] = [count(status.updatedNumberScheduled), count(status.numberAvailable)]
  if (updated < wanted) return progressing(`${updated} of ${wanted} pods were replaced`)
  return available < wanted ? progressing(`${available} of ${wanted} pods are available`) : { status: 'complete' }
}

/** Why a container never starts as it is: waiting for longer does not help. */
const fatalReasons = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
])
/** A container that ended this often right after its start is not going to stay. */
const restartLimit = 3

/** Why a pod will not become ready without another change; undefined when it may. */
export function podFailure(pod: KubernetesObject): string | undefined {
  const status = record(pod.status)
  const containers = [status.initContainerStatuses, status.containerStatuses]
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .map(record)
  for (const container of containers) {
    const waiting = record(record(container.state).waiting)
    const reason = text(waiting.reason)
    const isLooping = reason === 'CrashLoopBackOff' && count(container.restartCount) >= restartLimit
    if (!fatalReasons.has(reason) && !isLooping) continue
    const message = text(waiting.message)
    return `container ${text(container.name)} of pod ${pod.metadata.name ?? ''}: ${reason}${message === '' ? '' : ` (${message})`}`
  }
  return undefined
}

type Fields = Readonly<Record<string, unknown>>

function progressing(message: string): RollOutState {
  return { status: 'progressing', message }
}

function record(value: unknown): Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {}
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
