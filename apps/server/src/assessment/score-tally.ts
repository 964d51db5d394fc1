import type { SecurityControl } from '@toride/core/security-control'
import { type ControlTally, type SecureScore, secureScore } from '@toride/policy/score'
import type { Database } from '@toride/store/schema'
import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import { controlsInOrder } from './control-bits.ts'

/** Numbers of healthy and unhealthy workloads per control in one namespace of a cluster. */
export type NamespaceTally = {
  readonly environmentId: string
  readonly clusterId: string
  readonly namespace: string
  readonly controls: ReadonlyMap<SecurityControl, readonly [healthy: number, unhealthy: number]>
}

/** Counts resources per control, namespace by namespace, of those that the condition holds for. */
export async function readTallies(database: Kysely<Database>, where: RawBuilder<SqlBool>): Promise<NamespaceTally[]> {
  const columns = controlsInOrder.flatMap((_, index) => {
    const bit = 1 << index
    return [
      sql`count(*) filter (where controls_healthy & ${sql.lit(bit)} <> 0 and controls_unhealthy & ${sql.lit(bit)} = 0) as ${sql.ref(`h${index}`)}`,
      sql`count(*) filter (where controls_unhealthy & ${sql.lit(bit)} <> 0) as ${sql.ref(`u${index}`)}`,
    ]
  })
  const { rows } = await sql<Record<string, number | string>>`
    select resources.environment_id, resources.cluster_id, resources.namespace, ${sql.join(columns)} from resources
    where ${where} and controls_healthy | controls_unhealthy <> 0 group by 1, 2, 3`.execute(database)
  return rows.map((row) => ({
    environmentId: row.environment_id as string,
    clusterId: row.cluster_id as string,
    namespace: row.namespace as string,
    controls: new Map(
      controlsInOrder.flatMap((control, index) => {
        const counts = [Number(row[`h${index}`]), Number(row[`u${index}`])] as const
        return counts[0] + counts[1] === 0 ? [] : [[control, counts] as const]
      }),
    ),
  }))
}

type Counted = Pick<NamespaceTally, 'clusterId' | 'controls'>

/** Counts with the workload as the assessed unit. */
export function workloadTally(tallies: readonly Counted[]): ControlTally {
  const sums = new Map<SecurityControl, { healthy: number; unhealthy: number }>()
  for (const { controls } of tallies) {
    for (const [control, [healthy, unhealthy]] of controls) {
      const sum = sums.get(control) ?? { healthy: 0, unhealthy: 0 }
      sums.set(control, { healthy: sum.healthy + healthy, unhealthy: sum.unhealthy + unhealthy })
    }
  }
  return sums
}

/** Counts with the cluster as the assessed unit: one unhealthy workload makes it unhealthy in that control. */
function clusterTally(tallies: readonly Counted[]): ControlTally {
  const complies = new Map<SecurityControl, Map<string, boolean>>()
  for (const { clusterId, controls } of tallies) {
    for (const [control, [, unhealthy]] of controls) {
      const clusters = complies.get(control) ?? new Map<string, boolean>()
      clusters.set(clusterId, (clusters.get(clusterId) ?? true) && unhealthy === 0)
      complies.set(control, clusters)
    }
  }
  return new Map(
    [...complies].map(([control, clusters]) => {
      const healthy = [...clusters.values()].filter(Boolean).length
      return [control, { healthy, unhealthy: clusters.size - healthy }]
    }),
  )
}

/** A score's percentage; null when nothing was assessed. */
export function percentOf(score: SecureScore): number | null {
  return score.max === 0 ? null : score.percent
}

export function workloadScore(tallies: readonly Counted[]): SecureScore {
  return secureScore(workloadTally(tallies))
}

export function clusterScore(tallies: readonly Counted[]): SecureScore {
  return secureScore(clusterTally(tallies))
}
