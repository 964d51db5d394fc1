import { definePodCheck, healthy, violation } from '../../model/check.ts'

/**
 * Pods should set the required DNS options.
 *
 * Restricted field: spec.dnsConfig.options[*].name
 * Required: the names of the parameter, by default ndots
 * Source: Kubernetes documentation, Pod's DNS Config: with the default ndots 5 a name outside the cluster is asked for
 * several times
 *
 * Off by default: it matters to workloads with many outside names.
 */
export const dnsConfigOptions = definePodCheck({
  id: 'dns-config-options',
  severity: 'informational',
  control: 'implement-security-best-practices',
  category: 'efficiency',
  enabledByDefault: false,
  maps: {},
  parameters: { options: { type: 'strings', default: ['ndots'] } },
  evaluate: ({ spec, parameters: { options }, at }) => {
    const set = spec.dnsConfig?.options
    const missing = options.filter((option) => !set?.some(({ name }) => name === option))
    return missing.length === 0 ? healthy : [violation(at('/dnsConfig/options'), { options: missing.join(', ') })]
  },
})
