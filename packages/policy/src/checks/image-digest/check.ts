import { defineContainerCheck, healthy, violation } from '../../model/check.ts'

/**
 * Container images should be pinned by digest.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .image
 * Allowed: names with a digest
 * Source: NSA/CISA Kubernetes Hardening Guide, building secure container images; Kubernetes documentation, Images
 *
 * Off by default: it takes a tool that updates digests.
 */
export const imageDigest = defineContainerCheck({
  id: 'image-digest',
  severity: 'low',
  control: 'remediate-vulnerabilities',
  category: 'security',
  enabledByDefault: false,
  maps: { cisKubernetes: ['5.5.1'], nsa: 'Upgrading and application security practices', mitre: ['T1525'] },
  evaluate: ({ container, at }) => {
    const image = container.image ?? ''
    return image === '' || image.includes('@') ? healthy : [violation(at('/image'), { container: container.name ?? '', image })]
  },
})
