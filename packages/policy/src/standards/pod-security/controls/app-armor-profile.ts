import { pointerToken } from '@toride/core/json-pointer'
import { type Violation, violation } from '../../../model/check.ts'
import type { AppArmorProfile } from '../../../model/pod.ts'
import type { PodSecurityControl } from '../control.ts'

const annotationPrefix = 'container.apparmor.security.beta.kubernetes.io/'

/**
 * Restricted fields: metadata.annotations['container.apparmor.security.beta.kubernetes.io/*'];
 *   spec and containers[*], initContainers[*], ephemeralContainers[*] .securityContext.appArmorProfile.type
 * Allowed: annotations empty, runtime/default, localhost/*; fields undefined, RuntimeDefault, Localhost
 * Source: Pod Security Standards, baseline, v1.0
 */
export const appArmorProfile: PodSecurityControl = {
  id: 'appArmorProfile',
  level: 'baseline',
  versions: [
    {
      sinceMinor: 0,
      evaluate: ({ spec, specPointer, annotations, templatePointer, containers }) => [
        ...badProfile(spec.securityContext?.appArmorProfile, specPointer),
        ...containers.flatMap(({ container, pointer }) => badProfile(container.securityContext?.appArmorProfile, pointer)),
        ...Object.entries(annotations).flatMap(([key, value]) =>
          !key.startsWith(annotationPrefix) || value === '' || value === 'runtime/default' || value.startsWith('localhost/')
            ? []
            : [violation(`${templatePointer}/metadata/annotations/${pointerToken(key)}`, { value })],
        ),
      ],
    },
  ],
}

function badProfile(profile: AppArmorProfile | undefined, pointer: string): Violation[] {
  if (profile === undefined || profile.type === 'RuntimeDefault' || profile.type === 'Localhost') return []
  return [violation(`${pointer}/securityContext/appArmorProfile/type`, { value: profile.type ?? '' })]
}
