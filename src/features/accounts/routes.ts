import { type Api, createApi } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { apiKeyRoutes } from './api-keys/api-key-routes.ts'
import { invitationRoutes } from './invitations/invitation-routes.ts'
import { memberRoutes } from './members/member-routes.ts'
import { operatorClaimRoutes } from './operators/operator-claim-routes.ts'
import { sessionRoutes } from './sessions/session-routes.ts'
import type { AccountHooks } from './signing-in/account-hooks.ts'
import { authRoutes } from './signing-in/auth-routes.ts'
import { passwordRoutes } from './signing-in/password-routes.ts'
import { meRoutes } from './users/me-routes.ts'
import { workspaceRoutes } from './workspaces/workspace-routes.ts'

/** Mount under /api, behind authenticate(). */
export function accountRoutes(platform: Platform, hooks: AccountHooks = {}): Api {
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
