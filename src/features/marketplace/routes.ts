import { type Api, createApi } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { listingRoutes } from './listings/listing-routes.ts'
import { orderRoutes } from './orders/order-routes.ts'
import { quoteRoutes } from './quotes/quote-routes.ts'
import { returnRoutes } from './returns/routes.ts'
import { operatorReturnRoutes } from './returns/routes-operator.ts'
import { partnerReturnRoutes } from './returns/routes-partner.ts'

/** Mount under /api, behind authenticate(). */
export function marketplaceRoutes(platform: Platform): Api {
  return createApi()
    .route('/', listingRoutes(platform))
    .route('/', quoteRoutes(platform))
    .route('/', orderRoutes(platform))
    .route('/', returnRoutes(platform))
    .route('/', partnerReturnRoutes(platform))
    .route('/', operatorReturnRoutes(platform))
}
