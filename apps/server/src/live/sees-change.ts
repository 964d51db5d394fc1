import type { ChangeEvent, EventTopic } from '@toride/contract/events'
import type { Permission } from '@toride/core/access'
import { type Principal, scopesAllowed } from '../access/principal.ts'
import { sees, type Visibility, visibilityOf } from '../access/visibility.ts'
import type { PublishedChange } from './publish-change.ts'

type TopicRule = {
  readonly permission: Permission
  /** `part`: who sees a part of a cluster may know; `place`: only who sees the very namespaces; `tenant`: only with the whole tenant. */
  readonly to: 'part' | 'place' | 'tenant'
}

const topicRules: Readonly<Record<Exclude<EventTopic, 'saved-views' | 'tokens' | 'session'>, TopicRule>> = {
  environments: { permission: 'environment:read', to: 'part' },
  clusters: { permission: 'environment:read', to: 'part' },
  resources: { permission: 'inventory:read', to: 'place' },
  recommendations: { permission: 'recommendation:read', to: 'place' },
  score: { permission: 'recommendation:read', to: 'place' },
  jobs: { permission: 'job:read', to: 'place' },
  policies: { permission: 'policy:read', to: 'place' },
  exemptions: { permission: 'exemption:read', to: 'place' },
  health: { permission: 'health:read', to: 'place' },
  users: { permission: 'user:read', to: 'tenant' },
  'audit-log': { permission: 'audit:read', to: 'tenant' },
}

/** What of a change the principal may learn; undefined when nothing. Namespaces are never told. */
export function visiblePart(principal: Principal, change: PublishedChange): ChangeEvent | undefined {
  const topics = change.topics.filter((topic) => isVisibleTopic(principal, topic, change))
  return topics.length === 0 ? undefined : { topics, environment: change.environment, cluster: change.cluster }
}

function isVisibleTopic(principal: Principal, topic: EventTopic, change: PublishedChange): boolean {
  if (topic === 'saved-views' || topic === 'tokens' || topic === 'session') return change.user === principal.user.id
  const { permission, to } = topicRules[topic]
  const visibility = visibilityOf(scopesAllowed(principal, permission))
  if (visibility.isEverything) return true
  if (to === 'tenant' || change.environment === null) return false
  return to === 'part' ? seesPart(visibility, change) : seesPlace(visibility, change)
}

function seesPart(visibility: Visibility, { environment, cluster }: PublishedChange): boolean {
  if (environment === null) return false
  if (visibility.environments.includes(environment)) return true
  if (cluster === null) return visibility.partialEnvironments.includes(environment)
  return visibility.clusters.includes(cluster) || visibility.namespaces.some((scope) => scope.cluster === cluster)
}

function seesPlace(visibility: Visibility, { environment, cluster, namespaces }: PublishedChange): boolean {
  if (environment === null) return false
  if (cluster === null) return sees(visibility, { environment })
  if (namespaces === null) return sees(visibility, { environment, cluster })
  return namespaces.some((namespace) => sees(visibility, { environment, cluster, namespace }))
}
