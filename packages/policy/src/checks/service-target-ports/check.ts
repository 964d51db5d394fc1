import { podOf } from '../../inventory/inventory.ts'
import { podSelectorOf, selectorsOf } from '../../inventory/selecting.ts'
import { defineRelationCheck, type Violation, violation } from '../../model/check.ts'
import type { PodView } from '../../model/pod.ts'
import { type ServicePort, serviceSpecOf } from '../../network/service.ts'

/** More pods than this are not asked: those of one Service come from few templates. */
const podLimit = 20

/** RFC 6335 §5.1, as Kubernetes takes it: up to 15 lower-case letters, digits and hyphens, at least one letter. */
const portName = /^(?=.*[a-z])(?!.*--)[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/

/**
 * Services should forward to ports that their pods have.
 *
 * Restricted field: Service spec.ports[*].targetPort
 * Allowed: a valid number or name; a name that a container port of a selected pod has; a number that is not left out by
 * pods that list their ports
 * Source: kube-linter invalid-target-ports; Kubernetes API, core/v1 ServicePort
 */
export const serviceTargetPorts = defineRelationCheck({
  id: 'service-target-ports',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  kinds: ['/Service'],
  reads: ['pods'],
  affected: selectorsOf('/Service'),
  evaluate({ resource, inventory }) {
    const { ports, type } = serviceSpecOf(resource)
    if (ports === undefined || type === 'ExternalName') return []
    const found: Violation[] = []
    const open = new Map<ServicePort, string>()
    for (const [index, port] of ports.entries()) {
      const target = port.targetPort
      if (target === undefined && port.port === undefined) continue
      if (isValid(target ?? port.port ?? 0)) open.set(port, `/spec/ports/${index}/targetPort`)
      else found.push(violation(`/spec/ports/${index}/targetPort`, { port: String(target) }, 'invalid'))
    }
    let asked = 0
    for (const selected of inventory.podsMatching(resource.namespace, podSelectorOf(resource))) {
      if (open.size === 0 || asked === podLimit) break
      asked += 1
      const pod = podOf(selected)
      for (const port of open.keys()) if (pod === undefined || mayServe(pod, port)) open.delete(port)
    }
    if (asked === 0) return found
    for (const [port, pointer] of open) found.push(violation(pointer, { port: String(port.targetPort ?? port.port) }))
    return found
  },
})

function isValid(port: string | number): boolean {
  return typeof port === 'number' ? Number.isInteger(port) && port > 0 && port < 65_536 : isNumberText(port) || portName.test(port)
}

/** YAML may quote the number; the API server takes such a port for a name of digits and refuses it, but old clients wrote it. */
function isNumberText(port: string): boolean {
  return /^[1-9]\d{0,4}$/.test(port) && Number(port) < 65_536
}

/** Whether the pod serves the port as far as it says: a container that lists no ports may serve any number. */
function mayServe(pod: PodView, { targetPort, port, protocol = 'TCP' }: ServicePort): boolean {
  const wanted = targetPort ?? port
  let isListed = false
  for (const { container } of pod.containers) {
    for (const own of container.ports ?? []) {
      if ((own.protocol ?? 'TCP') !== protocol) continue
      isListed = true
      if (typeof wanted === 'string' ? own.name === wanted || String(own.containerPort) === wanted : own.containerPort === wanted)
        return true
    }
  }
  return typeof wanted === 'number' && !isListed
}
