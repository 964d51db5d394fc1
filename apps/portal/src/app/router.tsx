import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, retainSearchParams } from '@tanstack/react-router'
import { paths } from '../data/paths.ts'
import { parseSearch, type SearchParams, stringifySearch } from '../data/search-params.ts'
import { scopeKeys } from '../data/use-scope.ts'
import { OverviewPage } from '../features/overview/overview-page.tsx'
import { Loading } from '../ui/loading.tsx'
import { Page } from '../ui/page.tsx'
import { notePageChange } from '../ui/page-changes.ts'
import { NotFound } from './not-found.tsx'
import { PageError } from './page-error.tsx'
import { SessionGate } from './session-gate.tsx'

const root = createRootRoute({
  validateSearch: (search: Record<string, unknown>) => search as SearchParams,
  search: { middlewares: [retainSearchParams([...scopeKeys] as never)] },
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: ({ error }) => <PageError error={error as Error} />,
})

/** Pages of signed-in users, in the frame. */
const framed = createRoute({ getParentRoute: () => root, id: 'framed', component: SessionGate })

type Loader = Parameters<typeof lazyRouteComponent>[0]

function page(path: string, load: Loader, name: string) {
  return createRoute({
    getParentRoute: () => framed,
    path,
    component: lazyRouteComponent(load, name as never),
    pendingComponent: PendingPage,
    errorComponent: ({ error }) => <PageError error={error as Error} />,
  })
}

function open(path: string, load: Loader, name: string) {
  return createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, name as never) })
}

function PendingPage() {
  return (
    <Page title="…">
      <Loading lines={8} />
    </Page>
  )
}

const routeTree = root.addChildren([
  open(paths.setup, () => import('../features/account/setup-page.tsx'), 'SetupPage'),
  open(paths.signIn, () => import('../features/account/sign-in-page.tsx'), 'SignInPage'),
  framed.addChildren([
    createRoute({ getParentRoute: () => framed, path: paths.overview, component: OverviewPage }),
    page(paths.recommendations, () => import('../features/recommendations/recommendations-page.tsx'), 'RecommendationsPage'),
    page('/recommendations/$check', () => import('../features/recommendations/recommendation-page.tsx'), 'RecommendationPage'),
    page(paths.inventory, () => import('../features/inventory/inventory-page.tsx'), 'InventoryPage'),
    page('/inventory/$resource', () => import('../features/inventory/resource-page.tsx'), 'ResourcePage'),
    page(paths.clusters, () => import('../features/clusters/clusters-page.tsx'), 'ClustersPage'),
    page('/clusters/$cluster', () => import('../features/clusters/cluster-page.tsx'), 'ClusterPage'),
    page(paths.score, () => import('../features/score/score-page.tsx'), 'ScorePage'),
    page(paths.policies, () => import('../features/policies/policies-page.tsx'), 'PoliciesPage'),
    page(paths.newPolicy, () => import('../features/policies/policy-page.tsx'), 'NewPolicyPage'),
    page('/policies/$policy', () => import('../features/policies/policy-page.tsx'), 'PolicyPage'),
    page(paths.exemptions, () => import('../features/exemptions/exemptions-page.tsx'), 'ExemptionsPage'),
    page(paths.environments, () => import('../features/environments/environments-page.tsx'), 'EnvironmentsPage'),
    page(paths.users, () => import('../features/users/users-page.tsx'), 'UsersPage'),
    page(paths.roles, () => import('../features/users/roles-page.tsx'), 'RolesPage'),
    page(paths.auditLog, () => import('../features/audit/audit-log-page.tsx'), 'AuditLogPage'),
    page(paths.health, () => import('../features/health/health-page.tsx'), 'HealthPage'),
    page(paths.jobs, () => import('../features/health/jobs-page.tsx'), 'JobsPage'),
    page(paths.account, () => import('../features/account/account-page.tsx'), 'AccountPage'),
    page(paths.tokens, () => import('../features/account/tokens-page.tsx'), 'TokensPage'),
  ]),
])

export const router = createRouter({
  routeTree,
  parseSearch: (text) => parseSearch(text) as Record<string, unknown>,
  stringifySearch: (search) => stringifySearch(search as SearchParams),
  defaultPreload: 'intent',
  defaultPendingMs: 100,
  defaultPendingMinMs: 0,
  scrollRestoration: true,
  scrollToTopSelectors: ['#content'],
})

router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
  if (fromLocation !== undefined && pathChanged) notePageChange()
})
