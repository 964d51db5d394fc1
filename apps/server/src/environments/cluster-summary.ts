import type { Cluster } from '@toride/contract/environments'
import type { NamespaceTally } from '../assessment/score-tally.ts'
import { clusterScore, percentOf, workloadScore } from '../assessment/score-tally.ts'
import type { ClusterRow } from './queries.ts'

/** A cluster as lists show it; the score is that of its workloads, as far as the caller sees them. */
export function clusterOf(row: ClusterRow, tallies: readonly NamespaceTally[]): Cluster {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    environment: { id: row.environment_id, name: row.environment_name, demo: row.demo },
    status: row.status as Cluster['status'],
    statusSince: row.status_since.toISOString(),
    problem: row.problem,
    version: row.version,
    address: row.address,
    lastSyncedAt: row.last_synced_at?.toISOString() ?? null,
    resources: row.resources,
    unhealthyResources: row.unhealthy_resources,
    score: percentOf(workloadScore(tallies.filter(({ clusterId }) => clusterId === row.id))),
    createdAt: row.created_at.toISOString(),
  }
}

/** The classic score of an environment: its clusters are the assessed resources. */
export function environmentScore(id: string, tallies: readonly NamespaceTally[]): number | null {
  return percentOf(clusterScore(tallies.filter(({ environmentId }) => environmentId === id)))
}
