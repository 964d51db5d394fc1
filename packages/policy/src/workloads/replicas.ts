import type { Inventory, Resource } from '../inventory/inventory.ts'
import { autoscalersOf, minimumReplicasOf } from './autoscalers.ts'

/** Kinds that run a number of equal pods. */
export const replicatedKinds: readonly string[] = ['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet', '/ReplicationController']

/** `spec.replicas` of a workload that has it, 1 when not said; undefined for other kinds. */
export function replicasOf({ kind, object }: Resource): number | undefined {
  if (!replicatedKinds.includes(kind)) return undefined
  return (object.spec as { readonly replicas?: number } | undefined)?.replicas ?? 1
}

/** The least number of replicas that a workload has when nothing is wrong: that of its autoscaler, else its own. */
export function leastReplicasOf(inventory: Inventory, workload: Resource): number | undefined {
  const own = replicasOf(workload)
  const [autoscaler] = own === undefined ? [] : autoscalersOf(inventory, workload)
  return autoscaler === undefined ? own : minimumReplicasOf(autoscaler)
}
