import { valueAt } from '@toride/core/json-pointer'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import type { Container, ContainerKind, PlacedContainer, PodSpec, PodView } from '../model/pod.ts'

/**
 * Where each kind keeps its pod: pointer to what holds the pod's `metadata` and `spec`, by `group/Kind`.
 * `extensions` is the group that Deployments, DaemonSets and ReplicaSets had until Kubernetes 1.16.
 */
export const podTemplatePointers: Readonly<Record<string, string>> = {
  '/Pod': '',
  '/PodTemplate': '/template',
  '/ReplicationController': '/spec/template',
  'apps/Deployment': '/spec/template',
  'apps/StatefulSet': '/spec/template',
  'apps/DaemonSet': '/spec/template',
  'apps/ReplicaSet': '/spec/template',
  'extensions/Deployment': '/spec/template',
  'extensions/DaemonSet': '/spec/template',
  'extensions/ReplicaSet': '/spec/template',
  'batch/Job': '/spec/template',
  'batch/CronJob': '/spec/jobTemplate/spec/template',
}

/**
 * The same for well-known extensions. Their objects may do without a template (a Rollout may refer to a Deployment), and
 * carry no pod then.
 *
 * Sources: the types RolloutSpec of Argo Rollouts, RevisionTemplateSpec and RevisionSpec of Knative Serving, CloneSetSpec,
 * StatefulSetSpec, DaemonSetSpec and BroadcastJobSpec of OpenKruise, ScaledJobSpec of KEDA.
 */
export const extensionTemplatePointers: Readonly<Record<string, string>> = {
  'argoproj.io/Rollout': '/spec/template',
  'serving.knative.dev/Service': '/spec/template',
  'serving.knative.dev/Configuration': '/spec/template',
  'serving.knative.dev/Revision': '',
  'apps.kruise.io/CloneSet': '/spec/template',
  'apps.kruise.io/StatefulSet': '/spec/template',
  'apps.kruise.io/DaemonSet': '/spec/template',
  'apps.kruise.io/BroadcastJob': '/spec/template',
  'keda.sh/ScaledJob': '/spec/jobTargetRef/template',
}

const nothing: Readonly<Record<string, string>> = {}

/** The pod that an object is or would make. The object must have its shape (`fitObject`). */
export function podView(object: KubernetesObject, templatePointer: string): PodView {
  const template = valueAt(object, templatePointer) as
    | { metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> }; spec?: PodSpec }
    | undefined
  const spec = template?.spec ?? {}
  const specPointer = `${templatePointer}/spec`
  const os = spec.os?.name ?? spec.nodeSelector?.['kubernetes.io/os'] ?? spec.nodeSelector?.['beta.kubernetes.io/os']
  return {
    spec,
    labels: template?.metadata?.labels ?? nothing,
    annotations: template?.metadata?.annotations ?? nothing,
    templatePointer,
    specPointer,
    containers: placeContainers(spec, specPointer),
    os: os === 'windows' ? 'windows' : 'linux',
  }
}

function placeContainers(spec: PodSpec, specPointer: string): PlacedContainer[] {
  const placed: PlacedContainer[] = []
  place(spec.initContainers, 'initContainers', (container) => (container.restartPolicy === 'Always' ? 'sidecar' : 'init'))
  place(spec.containers, 'containers', () => 'container')
  place(spec.ephemeralContainers, 'ephemeralContainers', () => 'ephemeral')
  return placed

  function place(containers: readonly Container[] | undefined, field: string, kindOf: (container: Container) => ContainerKind): void {
    if (containers === undefined) return
    for (let index = 0; index < containers.length; index += 1) {
      const container = containers[index] as Container
      placed.push({ container, kind: kindOf(container), pointer: `${specPointer}/${field}/${index}` })
    }
  }
}
