import type { CallerContext, InputOf } from '../app/context.ts'
import { readPage } from '../app/page.ts'
import { resourceList } from '../assessment/resource-list.ts'
import { referenceOfRow } from '../assessment/resource-reference.ts'
import { titleOf } from '../assessment/texts.ts'
import { countUnhealthy, findPlaces } from './queries.ts'
import { type ResourceRow, resourceOf } from './resources.ts'

const defaultLimit = 8

/** What has the text in its name: resources, recommendations in both languages, clusters, environments, namespaces. */
export async function search({ database, visibility, assessor }: CallerContext, { q, limit = defaultLimit }: InputOf<'search'>['query']) {
  const text = q.trim().toLowerCase()
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  const resources = await readPage<ResourceRow>(database, resourceList(visibility, { q: text, view: 'all' }), { limit, sort: 'name' })
  const places = await findPlaces(database, visibility, pattern, limit)
  const checks = assessor.catalogue.registered
    .filter(({ check, texts }) => [check.id, texts.en.title, texts.ja.title].some((name) => name.toLowerCase().includes(text)))
    .slice(0, limit)
  const numbers = checks.map(({ check }) => assessor.catalogue.numberOf(check.id))
  const unhealthy = await countUnhealthy(database, visibility, numbers)
  return {
    resources: resources.items.map((row) => ({ ...referenceOfRow(row), health: resourceOf(row).health })),
    recommendations: checks.map((registered, index) => ({
      check: registered.check.id,
      title: titleOf(registered),
      severity: registered.check.severity,
      unhealthy: unhealthy.get(numbers[index] ?? 0) ?? 0,
    })),
    clusters: places.clusters.map(({ id, name, environment_id, environment_name }) => ({
      id,
      name,
      environment: { id: environment_id, name: environment_name },
    })),
    environments: places.environments,
    namespaces: places.namespaces.map(({ name, cluster_id, cluster_name, environment_id, environment_name }) => ({
      name,
      cluster: { id: cluster_id, name: cluster_name },
      environment: { id: environment_id, name: environment_name },
    })),
  }
}
