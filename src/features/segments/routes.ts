import { createApi } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { segmentCrudRoutes } from './routes-segment.ts'

/** Mount under /api, behind authenticate(). What matches /segments/{id} comes last. */
export function segmentRoutes(platform: Platform) {
  const api = createApi()
  api.route('/', segmentCrudRoutes(platform))
  return api
}
