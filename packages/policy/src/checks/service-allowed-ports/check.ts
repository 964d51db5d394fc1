import { defineObjectCheck, healthy, type ObjectInput, type Verdict, type Violation, violation } from '../../model/check.ts'
import { baseExclusions } from '../defender-exclusions.ts'
import { portMatcher } from '../port-ranges.ts'

const parameters = { allowedServicePortsList: { type: 'strings', format: 'port-range', required: true } } as const

/** Allows no port: what the original has before somebody configures it. */
const noPort = '-1'

type Service = {
  readonly spec?: { readonly type?: string; readonly ports?: readonly { readonly port?: number; readonly name?: string }[] }
}

/**
 * Services should listen on allowed ports only.
 *
 * Restricted field: Service spec.ports[*].port, whatever the type; targetPort and nodePort are not looked at
 * Allowed: the ports of the parameter. Exempt: the Service `kubernetes` in `default`, which the API server makes
 * Source: Azure Policy 233a2a17-77ca-4fb1-9b6b-69223d272a44
 */
export const serviceAllowedPorts = defineObjectCheck({
  id: 'service-allowed-ports',
  severity: 'medium',
  control: 'restrict-unauthorized-network-access',
  category: 'security',
  maps: {
    azurePolicy: '233a2a17-77ca-4fb1-9b6b-69223d272a44',
    mcsb: 'PV-2',
    nsa: 'Network separation and hardening',
    mitre: ['T1133', 'T1190'],
  },
  kinds: ['/Service'],
  parameters,
  notSet: { allowedServicePortsList: [noPort] },
  prepare: ({ allowedServicePortsList = [] }) =>
    portMatcher(
      'allowedServicePortsList',
      allowedServicePortsList.filter((port) => port !== noPort),
    ),
  evaluate: (input): Verdict => (serviceOf(input).spec?.type === 'ExternalName' ? healthy : strangePorts(input)),
  defender: {
    excludedNamespaces: baseExclusions,
    parameters: { allowedServicePortsList: [noPort] },
    prepare({ allowedServicePortsList = [] }) {
      const allowed = new Set(allowedServicePortsList)
      return (port) => allowed.has(String(port))
    },
    evaluate: (input): Verdict => strangePorts(input),
  },
})

type Input = ObjectInput<typeof parameters, (port: number) => boolean>

function serviceOf({ object }: Input): Service {
  return object as Service
}

function strangePorts(input: Input): Verdict {
  const { resource, prepared } = input
  if (resource.name === 'kubernetes' && resource.namespace === 'default') return healthy
  const violations: Violation[] = []
  for (const [index, { port }] of serviceOf(input).spec?.ports?.entries() ?? []) {
    if (port !== undefined && !prepared(port)) violations.push(violation(`/spec/ports/${index}/port`, { port }))
  }
  return violations
}
