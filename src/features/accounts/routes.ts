import { createApi } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import type { AccountHooks } from './account-hooks.ts'
import { apiKeyRoutes } from './api-key-routes.ts'
import { authRoutes } from './auth-routes.ts'
import { invitationRoutes } from './invitation-routes.ts'
import { meRoutes } from './me-routes.ts'
import { memberRoutes } from './member-routes.ts'
import { operatorClaimRoutes } from './operator-claim-routes.ts'
import { passwordRoutes } from './password-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { workspaceRoutes } from './workspace-routes.ts'

/** Mount under /api, behind authenticate(). */
export function accountRoutes(platform: Platform, hooks: AccountHooks = {}) {
  return createApi()
    .route('/', authRoutes(platform, hooks))
    .route('/', passwordRoutes(platform))
    .route('/', meRoutes(platform))
    .route('/', sessionRoutes(platform))
    .route('/', workspaceRoutes(platform, hooks))
    .route('/', memberRoutes(platform))
    .route('/', invitationRoutes(platform))
    .route('/', apiKeyRoutes(platform))
    .route('/', operatorClaimRoutes(platform))
}
