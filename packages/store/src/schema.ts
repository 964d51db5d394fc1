import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'

/** A time that the database sets to now when a row is inserted without it. */
export type DefaultedTime = ColumnType<Date, Date | undefined, Date>

/** A number that the database gives; 64 bits, as text, since nobody calculates with it. */
type Counted = GeneratedAlways<string>

/** JSON that is read as a value and written as text. */
type Json<T> = ColumnType<T, string, string>
type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>
type DefaultedJson<T> = ColumnType<T, string | undefined, string>

/** What an administrator has set for the whole installation, by name. */
export type SettingsTable = {
  key: string
  value: JSONColumnType<object>
  updated_at: DefaultedTime
}

export type UsersTable = {
  id: Generated<string>
  username: string
  display_name: Generated<string>
  email: string | null
  locale: string | null
  /** Absent for users who sign in elsewhere. */
  password_hash: string | null
  password_change_required: Generated<boolean>
  disabled: Generated<boolean>
  identity_provider: string | null
  identity_subject: string | null
  created_at: DefaultedTime
  last_sign_in_at: Date | null
}

export type SessionsTable = {
  hash: Buffer
  user_id: string
  created_at: DefaultedTime
  last_seen_at: DefaultedTime
  expires_at: Date
}

export type TokensTable = {
  id: Generated<string>
  user_id: string
  name: string
  prefix: string
  hash: Buffer
  created_at: DefaultedTime
  expires_at: Date
  last_used_at: Date | null
  revoked_at: Date | null
}

export type RoleAssignmentsTable = {
  id: Counted
  user_id: string | null
  token_id: string | null
  role: string
  level: string
  environment_id: string | null
  cluster_id: string | null
  namespace: string | null
}

export type EnvironmentGroupsTable = { id: Generated<string>; name: string }

export type EnvironmentsTable = {
  id: Generated<string>
  name: string
  group_id: string | null
  demo: Generated<boolean>
  profile: Generated<string>
  created_at: DefaultedTime
}

/** Why something is not well: a problem of the error table, as it was when it was written. */
export type StoredProblem = { readonly code: string; readonly message: string; readonly hint: string }

export type StoredFileProblem = StoredProblem & {
  readonly file: string | null
  readonly line: number | null
  readonly column: number | null
}

export type ClustersTable = {
  id: Generated<string>
  environment_id: string
  name: string
  kind: string
  address: string
  context: string | null
  user_name: string | null
  credentials: Buffer | null
  version: string | null
  status: Generated<string>
  status_since: DefaultedTime
  problem: NullableJson<StoredProblem>
  problems: DefaultedJson<readonly StoredFileProblem[]>
  writable: boolean | null
  last_synced_at: Date | null
  created_at: DefaultedTime
}

export type ClusterKindsTable = {
  cluster_id: string
  api_group: string
  resource: string
  version: string
  kind: string
  status: string
  since: Date
  last_event_at: Date | null
  objects: Generated<number>
  problem: NullableJson<StoredProblem>
}

export type CheckNumbersTable = { number: GeneratedAlways<number>; id: string }

export type ResourcesTable = {
  id: Counted
  cluster_id: string
  environment_id: string
  key: string
  api_version: string
  /** `group/Kind`. */
  kind: string
  namespace: string
  name: string
  uid: Generated<string>
  resource_version: Generated<string>
  labels: DefaultedJson<Readonly<Record<string, string>>>
  images: Generated<string[]>
  managed_by: string | null
  /** Key of the resource at the top of its controllers; null when it is assessed for itself. */
  top_key: string | null
  pods: Generated<number>
  health: Generated<string>
  severity_rank: Generated<number>
  unhealthy_high: Generated<number>
  unhealthy_medium: Generated<number>
  unhealthy_low: Generated<number>
  unhealthy_informational: Generated<number>
  healthy_checks: Generated<number[]>
  controls_healthy: Generated<number>
  controls_unhealthy: Generated<number>
  assessment_hash: Generated<string>
  file: string | null
  line: number | null
  created_at: Date | null
  changed_at: DefaultedTime
}

export type ResourceObjectsTable = { resource_id: string; object: Buffer }

/** A violation as it is stored; `fixable` was found out when it was. */
export type StoredViolation = {
  readonly pointer: string
  readonly message: string
  readonly data: Readonly<Record<string, string | number>>
  readonly fixable: boolean
  readonly location?: { readonly file: string; readonly line: number; readonly column: number }
}

export type AssessmentsTable = {
  resource_id: string
  check_number: number
  state: string
  reason: string | null
  severity: number
  effect: string
  violations: DefaultedJson<readonly StoredViolation[]>
  exemption_id: string | null
  since: DefaultedTime
  /** Whether one of the violations can be fixed by a patch. */
  has_fix: GeneratedAlways<boolean>
  /** Whether it is unhealthy because a parameter has no value. */
  needs_parameter: GeneratedAlways<boolean>
}

export type ScorePointsTable = {
  cluster_id: string
  namespace: string
  at: Date
  controls: Json<Readonly<Record<string, readonly [healthy: number, unhealthy: number]>>>
}

export type PoliciesTable = {
  id: Generated<string>
  name: string
  document: Json<object>
  created_at: DefaultedTime
  updated_at: DefaultedTime
  updated_by: string
}

/** Where an exemption holds, as its document says it. */
export type StoredScope = {
  readonly environments?: readonly string[]
  readonly clusters?: readonly string[]
  readonly namespaces?: readonly string[]
  readonly labelSelector?: object
}

export type ExemptionsTable = {
  id: Generated<string>
  name: string
  checks: string[]
  category: string
  reason: string
  scope: Json<StoredScope>
  kinds: Generated<string[]>
  names: Generated<string[]>
  expires_at: Date | null
  created_by: string
  created_at: DefaultedTime
  updated_by: string
  updated_at: DefaultedTime
}

export type JobsTable = {
  id: Generated<string>
  kind: string
  state: Generated<string>
  check_id: string | null
  problem: NullableJson<StoredProblem>
  created_by: string
  created_at: DefaultedTime
  started_at: Date | null
  finished_at: Date | null
}

export type JobItemsTable = {
  job_id: string
  position: number
  environment_id: string
  cluster_id: string
  resource_id: string
  api_version: string
  kind: string
  namespace: string
  name: string
  status: Generated<string>
  problem: NullableJson<StoredProblem>
}

export type SavedViewsTable = {
  id: Generated<string>
  user_id: string
  page: string
  name: string
  query: string
  created_at: DefaultedTime
  updated_at: DefaultedTime
}

export type AuditLogTable = {
  id: Counted
  at: DefaultedTime
  actor_kind: string
  actor_name: string
  address: string | null
  action: string
  target_kind: string
  target_id: string | null
  target_name: string
  before: NullableJson<unknown>
  after: NullableJson<unknown>
}

/** Every table, as the newest migration leaves it. */
export interface Database {
  settings: SettingsTable
  users: UsersTable
  sessions: SessionsTable
  tokens: TokensTable
  role_assignments: RoleAssignmentsTable
  environment_groups: EnvironmentGroupsTable
  environments: EnvironmentsTable
  clusters: ClustersTable
  cluster_kinds: ClusterKindsTable
  check_numbers: CheckNumbersTable
  resources: ResourcesTable
  resource_objects: ResourceObjectsTable
  assessments: AssessmentsTable
  score_points: ScorePointsTable
  policies: PoliciesTable
  exemptions: ExemptionsTable
  jobs: JobsTable
  job_items: JobItemsTable
  saved_views: SavedViewsTable
  audit_log: AuditLogTable
}
