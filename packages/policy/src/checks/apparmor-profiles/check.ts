import { pointerToken } from '@toride/core/json-pointer'
import { type ContainerInput, defineContainerCheck, healthy, notApplicable, type Verdict, violation } from '../../model/check.ts'
import { type Edit, set } from '../../model/edit.ts'
import type { AppArmorProfile } from '../../model/pod.ts'
import { extendedExclusions } from '../defender-exclusions.ts'

const parameters = { allowedProfiles: { type: 'strings', default: ['runtime/default'] } } as const

type Input = ContainerInput<typeof parameters, (profile: string) => boolean>

const runtimeDefault = 'runtime/default'

/** The field `appArmorProfile` exists since Kubernetes 1.30; before, the annotation alone counts. */
const firstMinorWithField = 30

/**
 * Containers should only use allowed AppArmor profiles.
 *
 * Restricted fields: spec.securityContext.appArmorProfile; spec.containers[*], initContainers[*], ephemeralContainers[*]
 * .securityContext.appArmorProfile; metadata.annotations["container.apparmor.security.beta.kubernetes.io/*"]
 * Allowed: the profiles of the parameter; `localhost/*` stands for any profile of the node. Nothing set is the profile of
 * the container runtime, `runtime/default`.
 * Source: Azure Policy 511f5417-5d12-434d-ab2e-816901e72a5e; order of the places: k8s.io/kubernetes, pkg/security/apparmor
 */
export const apparmorProfiles = defineContainerCheck({
  id: 'apparmor-profiles',
  severity: 'high',
  control: 'remediate-security-configurations',
  category: 'security',
  maps: {
    azurePolicy: '511f5417-5d12-434d-ab2e-816901e72a5e',
    mcsb: 'PV-2',
    pss: 'baseline',
    cisKubernetes: ['5.7.3'],
    nsa: 'Pod security',
    mitre: ['T1611'],
  },
  parameters,
  prepare({ allowedProfiles }) {
    const allowed = new Set(allowedProfiles)
    return (profile: string) => allowed.has(profile) || (profile.startsWith('localhost/') && allowed.has('localhost/*'))
  },
  evaluate(input): Verdict {
    if (input.pod.os === 'windows') return notApplicable('windows')
    const { name, pointer } = effectiveProfile(input)
    return input.prepared(name) ? healthy : [violation(pointer, { container: input.container.name ?? '', profile: name })]
  },
  fix(input): Edit[] | undefined {
    if (!input.prepared(runtimeDefault)) return undefined
    if (!hasField(input)) return [set(annotationPointer(input), runtimeDefault)]
    const field = set(input.at('/securityContext/appArmorProfile'), { type: 'RuntimeDefault' })
    // The API server refuses a field and an annotation that contradict each other.
    return annotationOf(input) === undefined ? [field] : [field, set(annotationPointer(input), runtimeDefault)]
  },
  defender: {
    containerKinds: ['container', 'init', 'sidecar'],
    excludedNamespaces: extendedExclusions,
    evaluate(input): Verdict {
      const profile = annotationOf(input)
      if (profile !== undefined && input.prepared(profile)) return healthy
      const data = { container: input.container.name ?? '' }
      return [
        profile === undefined
          ? violation(annotationPointer(input), data, 'missing')
          : violation(annotationPointer(input), { ...data, profile }),
      ]
    },
    fix(input): Edit[] | undefined {
      if (!input.prepared(runtimeDefault)) return undefined
      const { container, pod, at } = input
      const annotation = set(annotationPointer(input), runtimeDefault)
      const field = container.securityContext?.appArmorProfile ?? pod.spec.securityContext?.appArmorProfile
      return field === undefined ? [annotation] : [annotation, set(at('/securityContext/appArmorProfile'), { type: 'RuntimeDefault' })]
    },
  },
})

/** The profile that the kubelet will apply, and where that is said. */
function effectiveProfile(input: Input): { readonly name: string; readonly pointer: string } {
  const { container, pod, at } = input
  const own = hasField(input) ? container.securityContext?.appArmorProfile : undefined
  if (own !== undefined) return { name: profileName(own), pointer: at('/securityContext/appArmorProfile') }
  const annotation = annotationOf(input)
  if (annotation !== undefined && annotation !== '') return { name: annotation, pointer: annotationPointer(input) }
  const ofPod = hasField(input) ? pod.spec.securityContext?.appArmorProfile : undefined
  if (ofPod !== undefined) return { name: profileName(ofPod), pointer: `${pod.specPointer}/securityContext/appArmorProfile` }
  return { name: runtimeDefault, pointer: at('/securityContext/appArmorProfile') }
}

function hasField({ targetMinor = firstMinorWithField }: Input): boolean {
  return targetMinor >= firstMinorWithField
}

function profileName({ type = '', localhostProfile = '' }: AppArmorProfile): string {
  if (type === 'Localhost') return `localhost/${localhostProfile}`
  return type === 'RuntimeDefault' ? runtimeDefault : type.toLowerCase()
}

function annotationOf({ container, pod }: Input): string | undefined {
  return pod.annotations[annotationKey(container.name)]
}

function annotationPointer({ container, pod }: Input): string {
  return `${pod.templatePointer}/metadata/annotations/${pointerToken(annotationKey(container.name))}`
}

function annotationKey(container = ''): string {
  return `container.apparmor.security.beta.kubernetes.io/${container}`
}
