import type { AffectedResource } from '@toride/contract/recommendations'
import type { severities } from '@toride/core/severity'
import type { RegisteredCheck } from '@toride/policy/check'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { isVisibleResource } from '../access/visibility.ts'
import type { CallerContext, InputOf } from '../app/context.ts'
import { holdsText, isOneOf, type ListDefinition, readFacets, readPage } from '../app/page.ts'
import { RequestProblem } from '../app/request-problem.ts'
import { severityRank } from '../assessment/assessed-row.ts'
import type { CheckCatalogue } from '../assessment/check-catalogue.ts'
import { exemptionOf, findingsOf, reasonOf } from '../assessment/describe-assessment.ts'
import { referenceOfRow } from '../assessment/resource-reference.ts'
import { severityOf, titleOf } from '../assessment/texts.ts'
import { facetsOfKinds } from './assessment-facets.ts'
import { type AffectedRow, affectedColumns, affectedJoins, assessedBy, assessmentNumber, countKinds } from './queries.ts'

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
  const { severity, control, category, check: checks } = query
  const isVisible = isVisibleResource(visibility, 'resources')
  const elsewhere = {
    ...placeFilters(query),
    resource: isOneOf(sql`found.resource_id`, query.resource, 'bigint'),
    q: textCondition(catalogue, query.q),
  }
  const isNarrow = !visibility.isEverything || Object.values(elsewhere).some((filter) => filter !== undefined)
  const list: ListDefinition = {
    select: affectedColumns,
    from: sql`assessments as found ${affectedJoins}`,
    where: sql<SqlBool>`${isVisible} and ${ofChecks(catalogue, () => true)}`,
    filters: {
      ...elsewhere,
      severity: severityCondition(severity),
      control: control?.length ? ofChecks(catalogue, ({ check }) => control.includes(check.control)) : undefined,
      category: category?.length ? ofChecks(catalogue, ({ check }) => category.includes(check.category)) : undefined,
      state: isOneOf(sql`found.state`, query.state),
      check: checks?.length ? ofChecks(catalogue, ({ check }) => checks.includes(check.id)) : undefined,
    },
    facets: placeFacets,
    sorts: {
      // Where little is visible an index of everything in this order would be read in vain; a cast keeps it out.
      severity: { sql: isNarrow ? sql`found.severity::bigint` : sql`found.severity`, type: 'bigint' },
      name: { sql: sql`resources.name`, type: 'text' },
      check: { sql: placeInAlphabet(catalogue), type: 'bigint' },
      since: { sql: sql`found.since`, type: 'timestamptz' },
    },
    defaultSort: '-severity',
    id: { sql: assessmentNumber, type: 'bigint' },
  }
  const asked = query.facets ?? []
  const isAboutChecks = asked.some((name) => !Object.hasOwn(placeFacets, name))
  const [page, kinds, ...places] = await Promise.all([
    readPage<AffectedRow>(database, list, { ...query, facets: [] }),
    isAboutChecks ? countKinds(database, allOf([isVisible, ...Object.values(elsewhere)])) : [],
    ...asked.filter((name) => Object.hasOwn(placeFacets, name)).map((name) => readFacets(database, list, [name])),
  ])
  const items = page.items.flatMap((row) => {
    const registered = catalogue.byNumber(row.check_number)
    if (registered === undefined) return []
    const { id, control: ofCheck } = registered.check
    return [{ ...affectedOf(registered, row), check: id, title: titleOf(registered), severity: severityOf(row.severity), control: ofCheck }]
  })
  return { ...page, items, facets: Object.assign(facetsOfKinds(kinds, catalogue, query, asked), ...places) }
}

function allOf(conditions: readonly (RawBuilder<SqlBool> | undefined)[]): RawBuilder<SqlBool> {
  const set = conditions.flatMap((condition) => (condition === undefined ? [] : [sql`(${condition})`]))
  return sql<SqlBool>`${sql.join(set, sql` and `)}`
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

function severityCondition(given: readonly (typeof severities)[number][] | undefined): RawBuilder<SqlBool> | undefined {
  return given?.length ? sql<SqlBool>`found.severity = any(${given.map(severityRank)}::smallint[])` : undefined
}

/** A part of the resource's name, or of the recommendation's title in either language. */
function textCondition(catalogue: CheckCatalogue, q: string | undefined): RawBuilder<SqlBool> | undefined {
  const byName = holdsText(sql`resources.name`, q)
  if (byName === undefined) return undefined
  const text = q?.trim().toLowerCase() ?? ''
  const hasText = ({ check, texts }: RegisteredCheck) =>
    [check.id, texts.en.title, texts.ja.title].some((each) => each.toLowerCase().includes(text))
  return sql<SqlBool>`(${byName} or ${ofChecks(catalogue, hasText)})`
}

/** Assessments of the checks that are chosen; what the database does not know of checks is asked of the catalogue. */
function ofChecks(catalogue: CheckCatalogue, isChosen: (registered: RegisteredCheck) => boolean | undefined): RawBuilder<SqlBool> {
  const numbers = catalogue.registered.filter(isChosen).map(({ check }) => catalogue.numberOf(check.id))
  return sql<SqlBool>`found.check_number = any(${numbers}::smallint[])`
}

/** Where the id of a check stands among all ids: the database knows numbers only. */
function placeInAlphabet(catalogue: CheckCatalogue): RawBuilder<unknown> {
  const numbers = catalogue.checks.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ id }) => catalogue.numberOf(id))
  return sql`array_position(${numbers}::smallint[], found.check_number)::bigint`
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
