import { definePodCheck, healthy, type Violation, violation } from '../../model/check.ts'
import { normalPath } from '../../pods/host-path.ts'

/**
 * Pods should not mount the socket of the container runtime.
 *
 * Restricted field: spec.volumes[*].hostPath.path
 * Allowed: everything but the sockets of known runtimes and the folders that hold them
 * Source: Threat Matrix for Kubernetes, MS-TA9013 (writable hostPath mount); default sockets in the documentation of
 * Docker, containerd, CRI-O, Podman, k3s and BuildKit
 */
export const containerRuntimeSocket = definePodCheck({
  id: 'container-runtime-socket',
  severity: 'high',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { pss: 'baseline', cisKubernetes: ['5.2.11'], nsa: 'Pod security', mitre: ['T1610', 'T1611'] },
  evaluate: ({ spec, at }) => {
    if (spec.volumes === undefined) return healthy
    let violations: Violation[] | undefined
    for (let index = 0; index < spec.volumes.length; index += 1) {
      const path = spec.volumes[index]?.hostPath?.path
      if (path === undefined || !holdsSocket(path)) continue
      violations ??= []
      violations.push(violation(at(`/volumes/${index}/hostPath/path`), { volume: spec.volumes[index]?.name ?? '', path }))
    }
    return violations ?? healthy
  },
})

const sockets = new Set([
  'buildkitd.sock',
  'containerd.sock',
  'cri-dockerd.sock',
  'crio.sock',
  'docker.sock',
  'dockershim.sock',
  'frakti.sock',
  'podman.sock',
])

const folders = new Set([
  '/run',
  '/run/containerd',
  '/run/crio',
  '/run/docker',
  '/run/k3s',
  '/run/k3s/containerd',
  '/run/podman',
  '/var/run',
  '/var/run/containerd',
  '/var/run/crio',
  '/var/run/docker',
  '/var/run/podman',
])

/** Pipes of Windows, where names know no case and slashes go both ways. */
const pipes = ['pipe/docker_engine', 'pipe/containerd-containerd']

function holdsSocket(path: string): boolean {
  const normal = normalPath(path)
  if (folders.has(normal) || sockets.has(normal.slice(normal.lastIndexOf('/') + 1))) return true
  if (!path.includes('pipe')) return false
  const forward = path.toLowerCase().replaceAll('\\', '/')
  return pipes.some((pipe) => forward.endsWith(pipe))
}
