import { createApi } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { importRoutes } from './routes-imports.ts'

/** Mount under /api, behind authenticate(). What matches /leads/{id} comes last. */
export function leadRoutes(platform: Platform) {
  const api = createApi()
  api.route('/', importRoutes(platform))
  return api
}
