import { createApi } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import type { AudienceProvider } from '../audience/index.ts'
import { segmentRunRoutes } from './routes-run.ts'
import { segmentCrudRoutes } from './routes-segment.ts'

/** Mount under /api, behind authenticate(). What matches /segments/{id} comes last. */
export function segmentRoutes(platform: Platform, provider: AudienceProvider) {
  return createApi().route('/', segmentRunRoutes(platform, provider)).route('/', segmentCrudRoutes(platform))
}
