import { pointerToken } from '@toride/core/json-pointer'
import { definePodCheck, healthy, type Violation, violation } from '../../model/check.ts'
import { remove, set } from '../../model/edit.ts'
import type { PodView } from '../../model/pod.ts'

/**
 * Seccomp profiles should be set by field, not by annotation.
 *
 * Restricted fields: metadata.annotations of the pod: seccomp.security.alpha.kubernetes.io/pod,
 * container.seccomp.security.alpha.kubernetes.io/<container>
 * Allowed: undefined, or a target cluster older than 1.27 (later ones ignore the annotations)
 * Source: Kubernetes 1.27 change log, removal of the seccomp annotations (deprecated in 1.19)
 */
export const seccompAnnotations = definePodCheck({
  id: 'seccomp-annotations',
  severity: 'medium',
  control: 'remediate-security-configurations',
  category: 'correctness',
  maps: { cisKubernetes: ['5.6.2'], nsa: 'Pod security' },
  evaluate: ({ pod, targetMinor }) => {
    if (targetMinor !== undefined && targetMinor < annotationsEnd) return healthy
    let violations: Violation[] | undefined
    for (const annotation in pod.annotations) {
      if (annotation !== podAnnotation && !annotation.startsWith(containerPrefix)) continue
      violations ??= []
      violations.push(violation(annotationPointer(pod, annotation), { annotation }))
    }
    return violations ?? healthy
  },
  fix: ({ pod, at }, { data }) => {
    const annotation = String(data.annotation)
    const profile = profileOf(pod.annotations[annotation] ?? '')
    if (profile === undefined) return undefined
    const removal = remove(annotationPointer(pod, annotation))
    if (annotation === podAnnotation)
      return pod.spec.securityContext?.seccompProfile === undefined
        ? [set(at('/securityContext/seccompProfile'), profile), removal]
        : [removal]
    const placed = pod.containers.find(({ container }) => container.name === annotation.slice(containerPrefix.length))
    if (placed === undefined || placed.container.securityContext?.seccompProfile !== undefined) return [removal]
    return [set(`${placed.pointer}/securityContext/seccompProfile`, profile), removal]
  },
})

const annotationsEnd = 27
const podAnnotation = 'seccomp.security.alpha.kubernetes.io/pod'
const containerPrefix = 'container.seccomp.security.alpha.kubernetes.io/'

function annotationPointer(pod: PodView, annotation: string): string {
  return `${pod.templatePointer}/metadata/annotations/${pointerToken(annotation)}`
}

function profileOf(value: string): { type: string; localhostProfile?: string } | undefined {
  if (value === 'runtime/default' || value === 'docker/default') return { type: 'RuntimeDefault' }
  return value.startsWith('localhost/') ? { type: 'Localhost', localhostProfile: value.slice('localhost/'.length) } : undefined
}
