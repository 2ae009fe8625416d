import { createApi } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { listingRoutes } from './listing-routes.ts'
import { uploadRoutes } from './routes-upload.ts'
import { standingRoutes } from './standing-routes.ts'

/** Mount under /api, behind authenticate(). */
export function partnerRoutes(platform: Platform) {
  return createApi()
    .route('/', standingRoutes(platform))
    .route('/', listingRoutes(platform))
    .route('/', uploadRoutes(platform))
}
