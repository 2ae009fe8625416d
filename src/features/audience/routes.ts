import { type Api, createApi } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { enrichmentRoutes } from './enrichment/routes.ts'
import { overlapRoutes } from './overlap/routes.ts'
import type { AudienceProvider } from './providers/provider.ts'
import { pullRoutes } from './pulls/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { versionRoutes } from './versions/routes.ts'

/** Mount under /api, behind authenticate(). */
export function audienceRoutes(platform: Platform, provider: AudienceProvider): Api {
  return createApi()
    .route('/', searchRoutes(platform, provider))
    .route('/', pullRoutes(platform))
    .route('/', versionRoutes(platform))
    .route('/', enrichmentRoutes(platform, provider))
    .route('/', overlapRoutes(platform, provider))
}
