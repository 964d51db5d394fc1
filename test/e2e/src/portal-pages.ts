import type { Client } from '@toride/contract/client'

export type PortalPage = { readonly name: string; readonly path: string }

/** Every page of signed-in users, those of one thing with a thing that has much to show. */
export async function portalPages(api: Client): Promise<readonly PortalPage[]> {
  const [clusters, resources] = await Promise.all([
    api.listClusters(),
    api.listResources({ query: { kind: ['apps/Deployment'], health: ['unhealthy'], sort: '-severity', limit: 1 } }),
  ])
  return [
    { name: 'overview', path: '/' },
    { name: 'recommendations', path: '/recommendations' },
    { name: 'recommendations by resource', path: '/recommendations?view=resource' },
    { name: 'all findings', path: '/recommendations?view=flat' },
    { name: 'recommendation', path: '/recommendations/privileged-containers' },
    { name: 'recommendation with parameters', path: '/recommendations/trusted-registries?tab=parameters' },
    { name: 'pane of a recommendation', path: '/recommendations?pane=privileged-containers' },
    { name: 'inventory', path: '/inventory' },
    { name: 'resource', path: `/inventory/${resources.items[0]?.id}` },
    { name: 'pane of a resource', path: `/inventory?pane=${resources.items[0]?.id}` },
    { name: 'clusters', path: '/clusters' },
    { name: 'cluster', path: `/clusters/${clusters.items[0]?.id}` },
    { name: 'secure score', path: '/score' },
    { name: 'security policy', path: '/policies' },
    { name: 'new assignment', path: '/policies/new' },
    { name: 'settings of a recommendation', path: '/policies/new?check=trusted-registries' },
    { name: 'exemptions', path: '/exemptions' },
    { name: 'environment settings', path: '/environments' },
    { name: 'users', path: '/users' },
    { name: 'roles', path: '/roles' },
    { name: 'audit log', path: '/audit-log' },
    { name: 'health', path: '/health' },
    { name: 'jobs', path: '/jobs' },
    { name: 'account', path: '/account' },
    { name: 'API tokens', path: '/tokens' },
    { name: 'page that does not exist', path: '/nowhere' },
  ]
}
