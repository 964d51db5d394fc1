import type { Handlers } from '../app/context.ts'
import { getResource } from './resource-detail.ts'
import { listResources } from './resources.ts'
import { search } from './search.ts'

export const inventoryHandlers: Handlers<'listResources' | 'getResource' | 'search'> = {
  listResources: (context, { query }) => listResources(context, query),
  getResource: (context, { params }) => getResource(context, params.resource),
  search: (context, { query }) => search(context, query),
}
