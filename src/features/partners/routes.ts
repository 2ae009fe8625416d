import { type Api, createApi } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { dashboardRoutes } from './dashboard/routes.ts'
import { listingRoutes } from './listing-routes.ts'
import { operatorPayoutRoutes } from './payouts/operator-routes.ts'
import { payoutRoutes } from './payouts/routes.ts'
import { uploadRoutes } from './routes-upload.ts'
import { standingRoutes } from './standing-routes.ts'
import { statementRoutes } from './statements/routes.ts'

/** Mount under /api, behind authenticate(). */
export function partnerRoutes(platform: Platform): Api {
  return createApi()
    .route('/', standingRoutes(platform))
    .route('/', listingRoutes(platform))
    .route('/', uploadRoutes(platform))
    .route('/', payoutRoutes(platform))
    .route('/', operatorPayoutRoutes(platform))
    .route('/', statementRoutes(platform))
    .route('/', dashboardRoutes(platform))
}
