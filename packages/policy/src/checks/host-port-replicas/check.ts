import { podOf } from '../../inventory/inventory.ts'
import { defineObjectCheck, type Violation, violation } from '../../model/check.ts'
import { replicasOf, replicatedKinds } from '../../workloads/replicas.ts'

/**
 * Replicated workloads should not use host ports.
 *
 * Restricted field: containers[*].ports[*].hostPort of workloads with more than one replica
 * Allowed: a single replica; DaemonSets, which run one pod a node
 * Source: Kubernetes, "Configuration Good Practices": a hostPort limits where pods can be scheduled, since each
 * combination of host IP, port and protocol must be free
 */
export const hostPortReplicas = defineObjectCheck({
  id: 'host-port-replicas',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'reliability',
  maps: {},
  kinds: replicatedKinds,
  evaluate({ resource }) {
    const replicas = replicasOf(resource) ?? 1
    if (replicas < 2) return []
    const found: Violation[] = []
    for (const { container, pointer } of podOf(resource)?.containers ?? [])
      for (const [index, { hostPort = 0 }] of (container.ports ?? []).entries())
        if (hostPort > 0) found.push(violation(`${pointer}/ports/${index}/hostPort`, { port: hostPort, replicas }))
    return found
  },
})
