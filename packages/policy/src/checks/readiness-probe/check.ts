import { defineContainerCheck, healthy, violation } from '../../model/check.ts'
import { isLongRunning } from '../../pods/long-running.ts'

/**
 * Containers should have a readiness probe.
 *
 * Required field: spec.containers[*].readinessProbe, in pods that are meant to run for ever
 * Source: Azure Policy b1a9997f-2883-4f12-bdff-2280f99b5915
 */
export const readinessProbe = defineContainerCheck({
  id: 'readiness-probe',
  severity: 'low',
  control: 'implement-security-best-practices',
  category: 'reliability',
  containerKinds: ['container'],
  maps: { azurePolicy: 'b1a9997f-2883-4f12-bdff-2280f99b5915' },
  evaluate: ({ container, pod, resource, at }) =>
    container.readinessProbe !== undefined || !isLongRunning(resource.kind, pod.spec)
      ? healthy
      : [violation(at('/readinessProbe'), { container: container.name ?? '' })],
})
