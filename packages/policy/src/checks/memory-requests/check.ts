import { defineContainerCheck, healthy, violation } from '../../model/check.ts'

/**
 * Containers should request memory.
 *
 * Required field: spec.containers[*], initContainers[*] .resources.requests.memory; a limit stands for a request, and
 * spec.resources of the pod for those of its containers
 * Source: Azure Policy 03a4ecdb-0684-4039-be91-2762979e1bc8
 */
export const memoryRequests = defineContainerCheck({
  id: 'memory-requests',
  severity: 'low',
  control: 'protect-applications-against-ddos',
  category: 'efficiency',
  containerKinds: ['container', 'init', 'sidecar'],
  maps: { azurePolicy: '03a4ecdb-0684-4039-be91-2762979e1bc8', nsa: 'Resource policies', mitre: ['T1499'] },
  evaluate: ({ container, pod, at }) => {
    const { requests, limits } = container.resources ?? {}
    const shared = pod.spec.resources
    return (requests?.memory ?? limits?.memory ?? shared?.requests?.memory ?? shared?.limits?.memory) === undefined
      ? [violation(at('/resources/requests/memory'), { container: container.name ?? '' })]
      : healthy
  },
})
