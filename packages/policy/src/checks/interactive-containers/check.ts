import { defineContainerCheck, healthy, type Violation, violation } from '../../model/check.ts'
import { remove } from '../../model/edit.ts'

/**
 * Containers should not wait for input.
 *
 * Restricted fields: spec.containers[*], initContainers[*] .stdin, tty
 * Allowed: undefined, false; ephemeral containers are made for sessions
 * Source: Kubernetes API, core/v1 Container: a terminal that is open lets `kubectl attach` type into the process
 */
export const interactiveContainers = defineContainerCheck({
  id: 'interactive-containers',
  severity: 'low',
  control: 'remediate-security-configurations',
  category: 'security',
  containerKinds: ['container', 'init', 'sidecar'],
  maps: { nsa: 'Pod security', mitre: ['T1609'] },
  evaluate: ({ container, at }) => {
    if (container.stdin !== true && container.tty !== true) return healthy
    const violations: Violation[] = []
    for (const field of ['stdin', 'tty'] as const)
      if (container[field] === true) violations.push(violation(at(`/${field}`), { container: container.name ?? '', field }))
    return violations
  },
  fix: (_, { pointer }) => [remove(pointer)],
})
