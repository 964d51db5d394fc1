import type { EventTopic } from '@toride/contract/events'
import type { Operation } from '@toride/contract/operations'

/** What the answer of each reading operation is made of. A change of one of these topics makes the answer stale. */
export const topicsOf: Readonly<Partial<Record<Operation, readonly EventTopic[]>>> = {
  getSession: ['session'],
  listTokens: ['tokens'],
  listUsers: ['users'],
  getUser: ['users'],
  getEnvironmentTree: ['environments', 'clusters', 'score'],
  listClusters: ['environments', 'clusters', 'score'],
  getCluster: ['clusters', 'resources', 'recommendations', 'score'],
  listNamespaces: ['resources'],
  listResources: ['resources', 'recommendations', 'exemptions'],
  getResource: ['resources', 'recommendations', 'exemptions'],
  search: ['resources', 'clusters', 'environments'],
  listRecommendations: ['recommendations', 'policies', 'exemptions'],
  getRecommendation: ['recommendations', 'policies', 'exemptions'],
  listAffectedResources: ['recommendations', 'policies', 'exemptions'],
  listAssessments: ['recommendations', 'policies', 'exemptions'],
  listPolicies: ['policies'],
  getPolicy: ['policies'],
  listExemptions: ['exemptions', 'recommendations'],
  getScore: ['score'],
  getScoreHistory: ['score'],
  listJobs: ['jobs'],
  getJob: ['jobs'],
  listSavedViews: ['saved-views'],
  listAuditLog: ['audit-log'],
  getHealth: ['health', 'clusters'],
}

/** Whether a change of these topics makes the answers of an operation stale. */
export function isStaleAfter(operation: unknown, topics: ReadonlySet<EventTopic>): boolean {
  return (topicsOf[operation as Operation] ?? []).some((topic) => topics.has(topic))
}
