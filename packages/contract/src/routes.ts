import { auditLogRoutes } from './audit-log.ts'
import { environmentRoutes } from './environments.ts'
import { eventRoutes } from './events.ts'
import { exemptionRoutes } from './exemptions.ts'
import { fixRoutes } from './fixes.ts'
import { healthRoutes } from './health.ts'
import { inventoryRoutes } from './inventory.ts'
import { jobRoutes } from './jobs.ts'
import type { Operation } from './operations.ts'
import { policyRoutes } from './policies.ts'
import { recommendationRoutes } from './recommendations.ts'
import type { RouteDefinition } from './route.ts'
import { savedViewRoutes } from './saved-views.ts'
import { scoreRoutes } from './score.ts'
import { sessionRoutes } from './session.ts'
import { tokenRoutes } from './tokens.ts'
import { userRoutes } from './users.ts'

/** The whole API: every operation with its schemas and who may call it. */
export const routes = {
  ...sessionRoutes,
  ...tokenRoutes,
  ...userRoutes,
  ...environmentRoutes,
  ...inventoryRoutes,
  ...recommendationRoutes,
  ...fixRoutes,
  ...policyRoutes,
  ...exemptionRoutes,
  ...scoreRoutes,
  ...jobRoutes,
  ...savedViewRoutes,
  ...auditLogRoutes,
  ...healthRoutes,
  ...eventRoutes,
} satisfies Record<Operation, RouteDefinition>

export type Routes = typeof routes
