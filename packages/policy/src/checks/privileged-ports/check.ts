import { defineContainerCheck, healthy, type Violation, violation } from '../../model/check.ts'

/**
 * Containers should listen on unprivileged ports.
 *
 * Restricted field: spec.containers[*], initContainers[*], ephemeralContainers[*] .ports[*].containerPort
 * Allowed: 1024 and above
 * Source: ip(7), ip_unprivileged_port_start; NSA/CISA Kubernetes Hardening Guide, non-root containers
 *
 * Off by default: container runtimes of today let every user listen on every port inside the pod.
 */
export const privilegedPorts = defineContainerCheck({
  id: 'privileged-ports',
  severity: 'low',
  control: 'manage-access-and-permissions',
  category: 'security',
  enabledByDefault: false,
  maps: { nsa: 'Pod security' },
  evaluate: ({ container, at }) => {
    const { ports } = container
    let violations: Violation[] | undefined
    for (let index = 0; index < (ports?.length ?? 0); index += 1) {
      const port = ports?.[index]?.containerPort
      if (port === undefined || port >= 1024 || port <= 0) continue
      violations ??= []
      violations.push(violation(at(`/ports/${index}/containerPort`), { container: container.name ?? '', port }))
    }
    return violations ?? healthy
  },
})
