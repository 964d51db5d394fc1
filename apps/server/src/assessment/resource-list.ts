import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { isVisibleResource, type Visibility } from '../access/visibility.ts'
import { type FacetExpression, holdsText, isOneOf, type ListDefinition } from '../app/page.ts'

/** The filters over resources, as queries carry them. */
export type ResourceFilter = {
  readonly environment?: readonly string[] | undefined
  readonly cluster?: readonly string[] | undefined
  readonly namespace?: readonly string[] | undefined
  readonly kind?: readonly string[] | undefined
  readonly health?: readonly string[] | undefined
  readonly severity?: readonly string[] | undefined
  readonly check?: readonly string[] | undefined
  readonly managedBy?: readonly string[] | undefined
  readonly image?: string | undefined
  readonly label?: readonly string[] | undefined
  readonly q?: string | undefined
  readonly view?: 'assessed' | 'all' | undefined
}

const severityColumns = {
  high: 'unhealthy_high',
  medium: 'unhealthy_medium',
  low: 'unhealthy_low',
  informational: 'unhealthy_informational',
} as const

const place = {
  environment: { value: sql`resources.environment_id`, label: sql`environments.name` },
  cluster: { value: sql`resources.cluster_id`, label: sql`clusters.name` },
  namespace: { value: sql`resources.namespace` },
  kind: { value: sql`resources.kind` },
} satisfies Record<string, FacetExpression>

/** The list of resources that a caller sees, with the filters that were set. */
export function resourceList(visibility: Visibility, filter: ResourceFilter): ListDefinition {
  return {
    select: sql`resources.*, clusters.name as cluster_name, environments.name as environment_name`,
    from: sql`resources join clusters on clusters.id = resources.cluster_id join environments on environments.id = resources.environment_id`,
    where: sql<SqlBool>`${isVisibleResource(visibility, 'resources')} and ${filter.view === 'all' ? sql`true` : sql`top_key is null`}`,
    filters: {
      environment: isOneOf(sql`resources.environment_id`, filter.environment, 'uuid'),
      cluster: isOneOf(sql`resources.cluster_id`, filter.cluster, 'uuid'),
      namespace: isOneOf(sql`resources.namespace`, filter.namespace),
      kind: isOneOf(sql`resources.kind`, filter.kind),
      health: isOneOf(sql`health`, filter.health),
      severity: severityCondition(filter.severity),
      check: filter.check?.length
        ? sql`exists (select from assessments join check_numbers on number = check_number
            where resource_id = resources.id and state in ('unhealthy', 'unknown') and check_numbers.id = any(${filter.check}::text[]))`
        : undefined,
      managedBy: isOneOf(sql`managed_by`, filter.managedBy),
      image: filter.image?.trim() ? holdsText(sql`array_to_string(images, ' ')`, filter.image) : undefined,
      label: labelCondition(filter.label),
      q: holdsText(sql`resources.name`, filter.q),
    },
    facets: {
      ...place,
      health: { value: sql`health` },
      managedBy: { value: sql`managed_by` },
      severity: {
        value: sql`held.severity`,
        join: sql`cross join lateral (values ('high', unhealthy_high), ('medium', unhealthy_medium), ('low', unhealthy_low),
          ('informational', unhealthy_informational)) as held (severity, found)`,
        where: sql`held.found > 0`,
      },
      check: {
        value: sql`check_numbers.id`,
        join: sql`join assessments on assessments.resource_id = resources.id and state in ('unhealthy', 'unknown')
          join check_numbers on check_numbers.number = check_number`,
      },
    },
    sorts: {
      severity: {
        // Most severe first, then how much of it: one number, so that a page can go on after it.
        sql: sql`(((resources.severity_rank * 4096 + least(unhealthy_high, 4095)::bigint) * 4096 + least(unhealthy_medium, 4095)) * 4096
          + least(unhealthy_low, 4095))`,
        type: 'bigint',
      },
      name: { sql: sql`resources.name`, type: 'text' },
      kind: { sql: sql`resources.kind`, type: 'text' },
      namespace: { sql: sql`resources.namespace`, type: 'text' },
      pods: { sql: sql`pods`, type: 'bigint' },
      createdAt: { sql: sql`coalesce(resources.created_at, 'epoch')`, type: 'timestamptz' },
      lastChangedAt: { sql: sql`changed_at`, type: 'timestamptz' },
    },
    defaultSort: '-severity',
    id: { sql: sql`resources.id`, type: 'bigint' },
  }
}

function severityCondition(severities: readonly string[] | undefined): RawBuilder<SqlBool> | undefined {
  if (severities === undefined || severities.length === 0) return undefined
  const columns = Object.entries(severityColumns).flatMap(([severity, column]) => (severities.includes(severity) ? [column] : []))
  return sql<SqlBool>`${sql.join(
    columns.map((column) => sql`${sql.ref(column)} > 0`),
    sql` or `,
  )}`
}

/** Every label that was asked for: `key=value`, or a key alone. */
function labelCondition(labels: readonly string[] | undefined): RawBuilder<SqlBool> | undefined {
  if (labels === undefined || labels.length === 0) return undefined
  const conditions = labels.map((label) => {
    const equals = label.indexOf('=')
    if (equals < 0) return sql`labels ? ${label}`
    return sql`labels @> ${JSON.stringify({ [label.slice(0, equals)]: label.slice(equals + 1) })}::jsonb`
  })
  return sql<SqlBool>`${sql.join(conditions, sql` and `)}`
}
