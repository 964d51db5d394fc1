import { defineObjectCheck, healthy, violation } from '../../model/check.ts'
import { remove } from '../../model/edit.ts'
import type { Quantity, Volume } from '../../model/pod.ts'

/**
 * Deployments should be updated without an outage.
 *
 * Restricted fields: spec.strategy.type, rollingUpdate.maxUnavailable, rollingUpdate.maxSurge of Deployments with two
 * replicas or more
 * Allowed: RollingUpdate with some pods left to serve; Recreate where the pods share a persistent volume claim
 * Source: Kubernetes documentation, Deployments, strategy
 */
export const rollingUpdateStrategy = defineObjectCheck({
  id: 'rolling-update-strategy',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'reliability',
  kinds: ['apps/Deployment'],
  maps: {},
  evaluate: ({ object }) => {
    const spec = object.spec as DeploymentSpec | undefined
    const { type = 'RollingUpdate', rollingUpdate } = spec?.strategy ?? {}
    const replicas = spec?.replicas ?? 1
    if (replicas < 2) return healthy
    if (type === 'Recreate') {
      const sharesVolume = spec?.template?.spec?.volumes?.some((volume) => volume.persistentVolumeClaim !== undefined) === true
      return sharesVolume ? healthy : [violation('/spec/strategy/type', { replicas })]
    }
    const { maxUnavailable, maxSurge } = rollingUpdate ?? {}
    if (isNone(maxUnavailable) && isNone(maxSurge)) return [violation('/spec/strategy/rollingUpdate', {}, 'stuck')]
    if (maxUnavailable === '100%' || (typeof maxUnavailable === 'number' && maxUnavailable >= replicas))
      return [violation('/spec/strategy/rollingUpdate/maxUnavailable', { maxUnavailable }, 'all')]
    return healthy
  },
  fix: (_, { message, pointer }) => (message === 'all' ? [remove(pointer)] : undefined),
})

type DeploymentSpec = {
  readonly replicas?: number
  readonly strategy?: {
    readonly type?: string
    readonly rollingUpdate?: { readonly maxUnavailable?: Quantity; readonly maxSurge?: Quantity }
  }
  readonly template?: { readonly spec?: { readonly volumes?: readonly Volume[] } }
}

function isNone(quantity: Quantity | undefined): boolean {
  return quantity === 0 || quantity === '0' || quantity === '0%'
}
