import { defineContainerCheck, healthy, violation } from '../../model/check.ts'

/**
 * Containers that serve requests should have a preStop hook.
 *
 * Required field: spec.containers[*].lifecycle.preStop in Deployments, StatefulSets, ReplicaSets, ReplicationControllers
 * Source: Azure Policy 1a3b9003-eac6-4d39-a184-4a567ace7645
 *
 * Off by default: applications that end gracefully on SIGTERM need none.
 */
export const preStopHook = defineContainerCheck({
  id: 'pre-stop-hook',
  severity: 'informational',
  control: 'implement-security-best-practices',
  category: 'reliability',
  enabledByDefault: false,
  containerKinds: ['container'],
  maps: { azurePolicy: '1a3b9003-eac6-4d39-a184-4a567ace7645' },
  evaluate: ({ container, resource, at }) =>
    container.lifecycle?.preStop !== undefined || !replicated.has(resource.kind)
      ? healthy
      : [violation(at('/lifecycle/preStop'), { container: container.name ?? '' })],
})

const replicated = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet', '/ReplicationController'])
