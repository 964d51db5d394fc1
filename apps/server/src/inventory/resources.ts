import type { Resource } from '@toride/contract/inventory'
import type { Database } from '@toride/store/schema'
import type { Selectable } from 'kysely'
import type { CallerContext, InputOf } from '../app/context.ts'
import { readPage } from '../app/page.ts'
import { resourceList } from '../assessment/resource-list.ts'
import { referenceOfRow } from '../assessment/resource-reference.ts'

export type ResourceRow = Selectable<Database['resources']> & { cluster_name: string; environment_name: string }

export async function listResources({ database, visibility }: CallerContext, query: InputOf<'listResources'>['query']) {
  const page = await readPage<ResourceRow>(database, resourceList(visibility, query), query)
  return { ...page, items: page.items.map(resourceOf) }
}

export function resourceOf(row: ResourceRow): Resource {
  return {
    ...referenceOfRow(row),
    health: row.health as Resource['health'],
    unhealthy: {
      high: row.unhealthy_high,
      medium: row.unhealthy_medium,
      low: row.unhealthy_low,
      informational: row.unhealthy_informational,
    },
    healthyChecks: row.healthy_checks.length,
    pods: row.pods,
    images: row.images,
    managedBy: row.managed_by,
    createdAt: row.created_at?.toISOString() ?? null,
    lastChangedAt: row.changed_at.toISOString(),
  }
}
