import { type Api, createApi } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { importRoutes } from './routes-imports.ts'
import { leadListRoutes } from './routes-leads.ts'

/** Mount under /api, behind authenticate(). What matches /leads/{id} comes last. */
export function leadRoutes(platform: Platform): Api {
  const api = createApi()
  api.route('/', importRoutes(platform))
  api.route('/', leadListRoutes(platform))
  return api
}
