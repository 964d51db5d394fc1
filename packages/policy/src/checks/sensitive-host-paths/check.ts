import { definePodCheck, healthy, type Violation, violation } from '../../model/check.ts'
import { isWithin, normalPath } from '../../pods/host-path.ts'

/**
 * Pods should not mount sensitive paths of the node.
 *
 * Restricted field: spec.volumes[*].hostPath.path
 * Allowed: everything but the `paths` themselves, and the `trees` with all that is in them
 * Source: Threat Matrix for Kubernetes, MS-TA9013 (writable hostPath mount) and MS-TA9026 (mount service principal:
 * /etc/kubernetes/azure.json)
 */
export const sensitiveHostPaths = definePodCheck({
  id: 'sensitive-host-paths',
  severity: 'high',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { pss: 'baseline', cisKubernetes: ['5.2.11'], nsa: 'Pod security', mitre: ['T1552.001', 'T1611'] },
  parameters: {
    paths: {
      type: 'strings',
      format: 'path',
      default: [
        '/',
        '/bin',
        '/dev',
        '/etc',
        '/lib',
        '/opt',
        '/sbin',
        '/sys',
        '/usr',
        '/var',
        '/var/lib',
        '/var/lib/containerd',
        '/var/lib/docker',
      ],
    },
    trees: {
      type: 'strings',
      format: 'path',
      default: [
        '/boot',
        '/etc/cni',
        '/etc/cron.d',
        '/etc/kubernetes',
        '/etc/shadow',
        '/etc/ssh',
        '/etc/sudoers',
        '/etc/systemd',
        '/home',
        '/proc',
        '/root',
        '/var/lib/etcd',
        '/var/lib/kubelet',
        '/var/lib/rancher',
        '/var/spool/cron',
      ],
    },
  },
  prepare: ({ paths, trees }) => ({ paths: new Set(paths.map(normalPath)), trees: trees.map(normalPath) }),
  evaluate: ({ spec, prepared, at }) => {
    if (spec.volumes === undefined) return healthy
    let violations: Violation[] | undefined
    for (let index = 0; index < spec.volumes.length; index += 1) {
      const path = spec.volumes[index]?.hostPath?.path
      if (path === undefined) continue
      const normal = normalPath(path)
      if (!prepared.paths.has(normal) && !prepared.trees.some((tree) => isWithin(normal, tree))) continue
      violations ??= []
      violations.push(violation(at(`/volumes/${index}/hostPath/path`), { volume: spec.volumes[index]?.name ?? '', path }))
    }
    return violations ?? healthy
  },
})
