import { definePodCheck, healthy, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'

/**
 * The restart policy should fit the workload.
 *
 * Restricted field: spec.restartPolicy
 * Allowed: Always or undefined in Deployments, StatefulSets, DaemonSets, ReplicaSets and ReplicationControllers; OnFailure
 * or Never in Jobs and CronJobs; every value elsewhere
 * Source: Kubernetes API server, validation of apps/v1 and batch/v1
 */
export const restartPolicy = definePodCheck({
  id: 'restart-policy',
  severity: 'medium',
  control: 'implement-security-best-practices',
  category: 'correctness',
  maps: {},
  evaluate: ({ resource, spec, at }) => {
    const policy = spec.restartPolicy ?? 'Always'
    if (finite.has(resource.kind)) return policy === 'Always' ? [violation(at('/restartPolicy'), { policy }, 'job')] : healthy
    return policy === 'Always' || !endless.has(resource.kind) ? healthy : [violation(at('/restartPolicy'), { policy })]
  },
  fix: ({ at }, { message }) => (message === 'job' ? undefined : [set(at('/restartPolicy'), 'Always')]),
})

const finite = new Set(['batch/Job', 'batch/CronJob'])
const endless = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet', '/ReplicationController'])
