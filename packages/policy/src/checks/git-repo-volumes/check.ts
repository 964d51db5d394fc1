import { definePodCheck, healthy, type Violation, violation } from '../../model/check.ts'

/**
 * Pods should not use gitRepo volumes.
 *
 * Restricted field: spec.volumes[*].gitRepo
 * Allowed: undefined
 * Source: CVE-2024-10220 (the kubelet runs git as root on the node and can be led to run hooks of the repository); the
 * type is off by default since Kubernetes 1.33
 */
export const gitRepoVolumes = definePodCheck({
  id: 'git-repo-volumes',
  severity: 'high',
  control: 'remediate-security-configurations',
  category: 'security',
  maps: { pss: 'restricted', nsa: 'Pod security', mitre: ['T1611'] },
  evaluate: ({ spec, at }) => {
    if (spec.volumes === undefined) return healthy
    let violations: Violation[] | undefined
    for (let index = 0; index < spec.volumes.length; index += 1) {
      const volume = spec.volumes[index]
      if (volume?.gitRepo === undefined || volume.gitRepo === null) continue
      violations ??= []
      violations.push(violation(at(`/volumes/${index}/gitRepo`), { volume: volume.name ?? '' }))
    }
    return violations ?? healthy
  },
})
