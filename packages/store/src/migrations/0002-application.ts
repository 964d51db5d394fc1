import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Accounts, environments with what is known of them, policies, and the record of changes. */
export const applicationMigration: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(database)
  },
}

const statements = [
  `create table users (
    id uuid primary key default gen_random_uuid(),
    username text not null unique,
    display_name text not null default '',
    email text,
    locale text,
    password_hash text,
    password_change_required boolean not null default false,
    disabled boolean not null default false,
    identity_provider text,
    identity_subject text,
    created_at timestamptz not null default now(),
    last_sign_in_at timestamptz,
    unique (identity_provider, identity_subject)
  )`,

  `create table sessions (
    hash bytea primary key,
    user_id uuid not null references users on delete cascade,
    created_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    expires_at timestamptz not null
  )`,
  `create index sessions_user on sessions (user_id)`,
  `create index sessions_expiry on sessions (expires_at)`,

  `create table tokens (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users on delete cascade,
    name text not null,
    prefix text not null,
    hash bytea not null unique,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz
  )`,
  `create index tokens_user on tokens (user_id)`,

  `create table environment_groups (
    id uuid primary key default gen_random_uuid(),
    name text not null unique
  )`,

  `create table environments (
    id uuid primary key default gen_random_uuid(),
    name text not null unique,
    group_id uuid references environment_groups on delete set null,
    demo boolean not null default false,
    profile text not null default 'toride' check (profile in ('toride', 'defender')),
    created_at timestamptz not null default now()
  )`,

  // Credentials are encrypted by the server; the address is what people recognise the cluster by.
  `create table clusters (
    id uuid primary key default gen_random_uuid(),
    environment_id uuid not null references environments on delete cascade,
    name text not null,
    kind text not null check (kind in ('kubernetes', 'manifests')),
    address text not null,
    context text,
    user_name text,
    credentials bytea,
    version text,
    status text not null default 'pending',
    status_since timestamptz not null default now(),
    problem jsonb,
    problems jsonb not null default '[]',
    writable boolean,
    last_synced_at timestamptz,
    created_at timestamptz not null default now(),
    unique (environment_id, name)
  )`,

  `create table cluster_kinds (
    cluster_id uuid not null references clusters on delete cascade,
    api_group text not null,
    resource text not null,
    version text not null,
    kind text not null,
    status text not null,
    since timestamptz not null,
    last_event_at timestamptz,
    objects integer not null default 0,
    problem jsonb,
    primary key (cluster_id, api_group, resource)
  )`,

  // A role of a user or of a token; whatever it names goes, it goes.
  `create table role_assignments (
    id bigint generated always as identity primary key,
    user_id uuid references users on delete cascade,
    token_id uuid references tokens on delete cascade,
    role text not null,
    level text not null check (level in ('tenant', 'environment', 'cluster', 'namespace')),
    environment_id uuid references environments on delete cascade,
    cluster_id uuid references clusters on delete cascade,
    namespace text,
    check (num_nonnulls(user_id, token_id) = 1),
    check ((level <> 'tenant') = (environment_id is not null)),
    check ((level in ('cluster', 'namespace')) = (cluster_id is not null)),
    check ((level = 'namespace') = (namespace is not null))
  )`,
  `create index role_assignments_user on role_assignments (user_id)`,
  `create index role_assignments_token on role_assignments (token_id)`,

  // Checks by a small number: resources hold lists of them.
  `create table check_numbers (
    number smallint generated always as identity primary key,
    id text not null unique
  )`,

  // controls_*: bit n stands for the n-th security control; what the secure score counts, exemptions taken into account.
  `create table resources (
    id bigint generated always as identity primary key,
    cluster_id uuid not null references clusters on delete cascade,
    environment_id uuid not null references environments on delete cascade,
    key text not null,
    api_version text not null,
    kind text not null,
    namespace text not null,
    name text not null,
    uid text not null default '',
    resource_version text not null default '',
    labels jsonb not null default '{}',
    images text[] not null default '{}',
    managed_by text,
    top_key text,
    pods integer not null default 0,
    health text not null default 'unassessed',
    severity_rank smallint not null default 0,
    unhealthy_high smallint not null default 0,
    unhealthy_medium smallint not null default 0,
    unhealthy_low smallint not null default 0,
    unhealthy_informational smallint not null default 0,
    healthy_checks smallint[] not null default '{}',
    controls_healthy integer not null default 0,
    controls_unhealthy integer not null default 0,
    assessment_hash text not null default '',
    file text,
    line integer,
    created_at timestamptz,
    changed_at timestamptz not null default now(),
    unique (cluster_id, key)
  )`,
  `create index resources_place on resources (cluster_id, namespace)`,
  `create index resources_top on resources (cluster_id, top_key) where top_key is not null`,
  `create index resources_name on resources (name text_pattern_ops)`,
  `create index resources_labels on resources using gin (labels jsonb_path_ops)`,
  `create index resources_healthy_checks on resources using gin (healthy_checks)`,

  // The object as JSON, compressed; beside the table that lists go through.
  `create table resource_objects (
    resource_id bigint primary key references resources on delete cascade,
    object bytea not null
  )`,
  `alter table resource_objects alter column object set storage external`,

  // What a check says of a resource where it is not simply healthy.
  `create table assessments (
    resource_id bigint not null references resources on delete cascade,
    check_number smallint not null references check_numbers,
    state text not null check (state in ('unhealthy', 'notApplicable', 'exempt', 'unknown')),
    reason text,
    severity smallint not null,
    effect text not null,
    violations jsonb not null default '[]',
    exemption_id uuid,
    since timestamptz not null default now(),
    primary key (resource_id, check_number)
  )`,
  `create index assessments_check on assessments (check_number, state)`,
  `create index assessments_exemption on assessments (exemption_id) where exemption_id is not null`,

  // Numbers of resources per control at a moment, for one namespace of a cluster: { control: [healthy, unhealthy] }.
  `create table score_points (
    cluster_id uuid not null references clusters on delete cascade,
    namespace text not null,
    at timestamptz not null,
    controls jsonb not null,
    primary key (cluster_id, namespace, at)
  )`,

  `create table policies (
    id uuid primary key default gen_random_uuid(),
    name text not null unique,
    document jsonb not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    updated_by text not null
  )`,

  `create table exemptions (
    id uuid primary key default gen_random_uuid(),
    name text not null,
    checks text[] not null,
    category text not null check (category in ('waiver', 'mitigated')),
    reason text not null,
    scope jsonb not null,
    kinds text[] not null default '{}',
    names text[] not null default '{}',
    expires_at timestamptz,
    created_by text not null,
    created_at timestamptz not null default now(),
    updated_by text not null,
    updated_at timestamptz not null default now()
  )`,

  `create table jobs (
    id uuid primary key default gen_random_uuid(),
    kind text not null,
    state text not null default 'queued',
    check_id text,
    problem jsonb,
    created_by text not null,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    finished_at timestamptz
  )`,
  `create index jobs_age on jobs (created_at)`,

  // Keeps its own copy of what it names: a job's result outlives the resource.
  `create table job_items (
    job_id uuid not null references jobs on delete cascade,
    position smallint not null,
    environment_id uuid not null references environments on delete cascade,
    cluster_id uuid not null references clusters on delete cascade,
    resource_id bigint not null,
    api_version text not null,
    kind text not null,
    namespace text not null,
    name text not null,
    status text not null default 'waiting',
    problem jsonb,
    primary key (job_id, position)
  )`,

  `create table saved_views (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users on delete cascade,
    page text not null,
    name text not null,
    query text not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (user_id, page, name)
  )`,

  `create table audit_log (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    actor_kind text not null,
    actor_name text not null,
    address text,
    action text not null,
    target_kind text not null,
    target_id text,
    target_name text not null,
    before jsonb,
    after jsonb
  )`,
  `create index audit_log_at on audit_log (at)`,
  `create function refuse_change() returns trigger language plpgsql as $$
    begin raise exception 'the table % is only ever added to', tg_table_name; end $$`,
  `create trigger audit_log_append_only before update or delete on audit_log for each row execute function refuse_change()`,
  `create trigger audit_log_no_truncate before truncate on audit_log for each statement execute function refuse_change()`,
]
