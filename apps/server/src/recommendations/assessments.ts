import type { AffectedResource } from '@toride/contract/recommendations'
import { severities } from '@toride/core/severity'
import type { RegisteredCheck } from '@toride/policy/check'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { isVisibleResource } from '../access/visibility.ts'
import type { CallerContext, InputOf } from '../app/context.ts'
import { holdsText, isOneOf, type ListDefinition, readPage } from '../app/page.ts'
import { RequestProblem } from '../app/request-problem.ts'
import { severityRank } from '../assessment/assessed-row.ts'
import type { CheckCatalogue } from '../assessment/check-catalogue.ts'
import { exemptionOf, findingsOf, reasonOf } from '../assessment/describe-assessment.ts'
import { referenceOfRow } from '../assessment/resource-reference.ts'
import { severityOf, titleOf } from '../assessment/texts.ts'
import { type AffectedRow, affectedColumns, affectedJoins, assessedBy } from './queries.ts'

/** The resources of one recommendation, in every state. */
export async function listAffectedResources(
  { database, visibility, assessor }: CallerContext,
  id: string,
  query: InputOf<'listAffectedResources'>['query'],
) {
  const registered = assessor.catalogue.byId(id)
  if (registered === undefined) throw new RequestProblem('not-found')
  const list: ListDefinition = {
    select: affectedColumns,
    from: sql`${assessedBy(assessor.catalogue.numberOf(id))} ${affectedJoins}`,
    where: isVisibleResource(visibility, 'resources'),
    filters: {
      ...placeFilters(query),
      state: isOneOf(sql`found.state`, query.state),
      managedBy: isOneOf(sql`managed_by`, query.managedBy),
      q: holdsText(sql`resources.name`, query.q),
    },
    facets: { ...placeFacets, state: { value: sql`found.state` }, managedBy: { value: sql`managed_by` } },
    sorts: {
      name: { sql: sql`resources.name`, type: 'text' },
      namespace: { sql: sql`resources.namespace`, type: 'text' },
      kind: { sql: sql`resources.kind`, type: 'text' },
      pods: { sql: sql`pods`, type: 'bigint' },
      since: { sql: sql`coalesce(found.since, 'epoch')`, type: 'timestamptz' },
    },
    defaultSort: 'name',
    id: { sql: sql`resources.id`, type: 'bigint' },
  }
  const page = await readPage<AffectedRow>(database, list, query)
  return { ...page, items: page.items.map((row) => affectedOf(registered, row)) }
}

/** One row for each recommendation and resource, where it is not healthy. */
export async function listAssessments({ database, visibility, assessor }: CallerContext, query: InputOf<'listAssessments'>['query']) {
  const { catalogue } = assessor
  const list: ListDefinition = {
    select: affectedColumns,
    from: sql`assessments as found ${affectedJoins} join check_numbers on check_numbers.number = found.check_number
      join unnest(${catalogue.checks.map(({ id }) => id)}::text[], ${catalogue.checks.map(({ control }) => control)}::text[],
        ${catalogue.checks.map(({ category }) => category)}::text[]) as known (id, control, category) on known.id = check_numbers.id`,
    where: isVisibleResource(visibility, 'resources'),
    filters: {
      ...placeFilters(query),
      severity: severityCondition(query.severity),
      control: isOneOf(sql`known.control`, query.control),
      category: isOneOf(sql`known.category`, query.category),
      state: isOneOf(sql`found.state`, query.state),
      check: isOneOf(sql`known.id`, query.check),
      resource: isOneOf(sql`resources.id`, query.resource, 'bigint'),
      q: textCondition(catalogue, query.q),
    },
    facets: {
      ...placeFacets,
      severity: { value: severityName },
      control: { value: sql`known.control` },
      category: { value: sql`known.category` },
      state: { value: sql`found.state` },
      check: { value: sql`known.id` },
    },
    sorts: {
      severity: { sql: sql`found.severity`, type: 'bigint' },
      name: { sql: sql`resources.name`, type: 'text' },
      check: { sql: sql`known.id`, type: 'text' },
      since: { sql: sql`found.since`, type: 'timestamptz' },
    },
    defaultSort: '-severity',
    id: { sql: sql`(resources.id || '/' || found.check_number)`, type: 'text' },
  }
  const page = await readPage<AffectedRow>(database, list, query)
  const items = page.items.flatMap((row) => {
    const registered = catalogue.byNumber(row.check_number)
    if (registered === undefined) return []
    const { id: check, control } = registered.check
    return [{ ...affectedOf(registered, row), check, title: titleOf(registered), severity: severityOf(row.severity), control }]
  })
  return { ...page, items }
}

type Place = {
  environment?: string[] | undefined
  cluster?: string[] | undefined
  namespace?: string[] | undefined
  kind?: string[] | undefined
}

function placeFilters({ environment, cluster, namespace, kind }: Place) {
  return {
    environment: isOneOf(sql`resources.environment_id`, environment, 'uuid'),
    cluster: isOneOf(sql`resources.cluster_id`, cluster, 'uuid'),
    namespace: isOneOf(sql`resources.namespace`, namespace),
    kind: isOneOf(sql`resources.kind`, kind),
  }
}

const placeFacets = {
  environment: { value: sql`resources.environment_id`, label: sql`environments.name` },
  cluster: { value: sql`resources.cluster_id`, label: sql`clusters.name` },
  namespace: { value: sql`resources.namespace` },
  kind: { value: sql`resources.kind` },
}

const severityName = sql`(array[${sql.join(severities.toReversed().map((severity) => sql.lit(severity)))}])[found.severity]`

function severityCondition(given: readonly (typeof severities)[number][] | undefined): RawBuilder<SqlBool> | undefined {
  return given?.length ? sql<SqlBool>`found.severity = any(${given.map(severityRank)}::smallint[])` : undefined
}

/** A part of the resource's name, or of the recommendation's title in either language. */
function textCondition(catalogue: CheckCatalogue, q: string | undefined): RawBuilder<SqlBool> | undefined {
  const byName = holdsText(sql`resources.name`, q)
  if (byName === undefined) return undefined
  const text = q?.trim().toLowerCase() ?? ''
  const numbers = catalogue.registered
    .filter(({ check, texts }) => [check.id, texts.en.title, texts.ja.title].some((each) => each.toLowerCase().includes(text)))
    .map(({ check }) => catalogue.numberOf(check.id))
  return sql<SqlBool>`(${byName} or found.check_number = any(${numbers}::smallint[]))`
}

function affectedOf(registered: RegisteredCheck, row: AffectedRow): AffectedResource {
  return {
    resource: referenceOfRow(row),
    state: row.state,
    reason: reasonOf(row),
    findings: findingsOf(registered, row.violations),
    exemption: exemptionOf(row),
    pods: row.pods,
    managedBy: row.managed_by,
    since: row.since?.toISOString() ?? null,
  }
}
