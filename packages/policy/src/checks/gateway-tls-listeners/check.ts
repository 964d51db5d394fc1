import { defineObjectCheck, violation } from '../../model/check.ts'

type GatewaySpec = { readonly listeners?: readonly { readonly protocol?: string; readonly port?: number; readonly name?: string }[] }

/**
 * Gateways should offer HTTPS.
 *
 * Restricted field: Gateway spec.listeners[*].protocol
 * Allowed: HTTP beside a listener of HTTPS or TLS, as it is needed to redirect
 * Source: Gateway API 1.4, GatewaySpec; the counterpart of https-only-ingress
 */
export const gatewayTlsListeners = defineObjectCheck({
  id: 'gateway-tls-listeners',
  severity: 'medium',
  control: 'encrypt-data-in-transit',
  category: 'security',
  maps: { cisAks: ['5.4.5'], nsa: 'Network separation and hardening', mitre: ['T1040'] },
  kinds: ['gateway.networking.k8s.io/Gateway'],
  evaluate({ object }) {
    const listeners = (object.spec as GatewaySpec | undefined)?.listeners ?? []
    if (listeners.some(({ protocol }) => protocol === 'HTTPS' || protocol === 'TLS')) return []
    return listeners.flatMap(({ protocol, port = 80 }, index) =>
      protocol === 'HTTP' ? [violation(`/spec/listeners/${index}/protocol`, { port })] : [],
    )
  },
})
