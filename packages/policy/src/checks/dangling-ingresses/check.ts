import type { Inventory } from '../../inventory/inventory.ts'
import type { ResourceIndex } from '../../inventory/resource-index.ts'
import { defineRelationCheck, notApplicable, type Violation, violation } from '../../model/check.ts'
import { type IngressBackend, ingressKinds, ingressSpecOf } from '../../network/ingress.ts'
import { serviceSpecOf } from '../../network/service.ts'

const byService: ResourceIndex = {
  kinds: ingressKinds,
  keysOf(resource) {
    const { rules = [], defaultBackend, backend } = ingressSpecOf(resource)
    const backends = [defaultBackend, backend, ...rules.flatMap((rule) => (rule.http?.paths ?? []).map((path) => path.backend))]
    return [...new Set(backends.flatMap((each) => each?.service?.name ?? each?.serviceName ?? []))]
  },
}

/**
 * Ingresses should lead to Services that exist.
 *
 * Restricted field: Ingress spec.rules[*].http.paths[*].backend, spec.defaultBackend
 * Allowed: a Service of the namespace that has the port by number or name; backends that are no Service
 * Source: kube-linter dangling-ingress; kube-score ingress-targets-service
 */
export const danglingIngresses = defineRelationCheck({
  id: 'dangling-ingresses',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  kinds: ingressKinds,
  reads: ['/Service'],
  affected: ({ namespace, name }, inventory) =>
    inventory.namespacesLike(namespace).flatMap((scope) => inventory.lookup(byService, scope, name)),
  evaluate({ resource, inventory }) {
    const { rules = [], defaultBackend, backend } = ingressSpecOf(resource)
    const found: Violation[] = []
    look(defaultBackend, '/spec/defaultBackend')
    look(backend, '/spec/backend')
    for (const [index, rule] of rules.entries())
      for (const [place, path] of (rule.http?.paths ?? []).entries()) look(path.backend, `/spec/rules/${index}/http/paths/${place}/backend`)
    return found.length > 0 && !inventory.knows('/Service', resource.namespace) ? notApplicable('kind-not-known') : found

    function look(each: IngressBackend | undefined, pointer: string): void {
      const missing = each && missingIn(each, resource.namespace, inventory)
      if (missing !== undefined) found.push(violation(pointer + missing.below, missing.data, missing.message))
    }
  },
})

type Missing = { readonly below: string; readonly message: string; readonly data: Readonly<Record<string, string>> }

function missingIn({ service, serviceName, servicePort }: IngressBackend, namespace: string, inventory: Inventory): Missing | undefined {
  const name = service?.name ?? serviceName
  if (name === undefined) return undefined
  const found = inventory.find('/Service', namespace, name)
  if (found === undefined)
    return { below: service === undefined ? '/serviceName' : '/service/name', message: 'default', data: { service: name } }
  const { type, ports } = serviceSpecOf(found)
  const port = service === undefined ? servicePort : (service.port?.number ?? service.port?.name)
  if (port === undefined || type === 'ExternalName') return undefined
  const has = ports?.some((each) => each.port === port || each.name === port) ?? false
  if (has) return undefined
  return { below: service === undefined ? '/servicePort' : '/service/port', message: 'port', data: { service: name, port: String(port) } }
}
