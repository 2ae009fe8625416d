import { type Api, createApi } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import type { AudienceProvider } from '../audience/index.ts'
import { segmentMoveRoutes } from './routes-moves.ts'
import { standingOrderRoutes } from './routes-orders.ts'
import { segmentRunRoutes } from './routes-run.ts'
import { segmentCrudRoutes } from './routes-segment.ts'

/** Mount under /api, behind authenticate(). What matches /segments/{id} comes last. */
export function segmentRoutes(platform: Platform, provider: AudienceProvider): Api {
  const api = createApi()
  api.route('/', segmentRunRoutes(platform, provider))
  api.route('/', standingOrderRoutes(platform, provider))
  api.route('/', segmentMoveRoutes(platform))
  api.route('/', segmentCrudRoutes(platform))
  return api
}
