import { auditLogHandlers } from '../audit-log/routes.ts'
import { environmentHandlers } from '../environments/routes.ts'
import { exemptionHandlers } from '../exemptions/routes.ts'
import { fixHandlers } from '../fixes/routes.ts'
import { healthHandlers } from '../health/routes.ts'
import { inventoryHandlers } from '../inventory/routes.ts'
import { jobHandlers } from '../job-list/routes.ts'
import { policyHandlers } from '../policies/routes.ts'
import { recommendationHandlers } from '../recommendations/routes.ts'
import { savedViewHandlers } from '../saved-views/routes.ts'
import { scoreHandlers } from '../score/routes.ts'
import { sessionHandlers } from '../session/routes.ts'
import { tokenHandlers } from '../tokens/routes.ts'
import { userHandlers } from '../users/routes.ts'
import type { Handlers } from './context.ts'

/** What every operation of the contract does; one without a handler does not compile. */
export const handlers: Handlers = {
  ...sessionHandlers,
  ...tokenHandlers,
  ...userHandlers,
  ...environmentHandlers,
  ...inventoryHandlers,
  ...recommendationHandlers,
  ...fixHandlers,
  ...policyHandlers,
  ...exemptionHandlers,
  ...scoreHandlers,
  ...jobHandlers,
  ...savedViewHandlers,
  ...auditLogHandlers,
  ...healthHandlers,
}
