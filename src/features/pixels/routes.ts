import { type Api, createApi } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { diagnosisRoutes } from './diagnosis/routes.ts'
import { identityRoutes } from './identity/routes.ts'
import { ingestPreflight } from './ingest/routes.ts'
import { pixelCrudRoutes } from './routes-pixels.ts'
import { pixelSettingsRoutes } from './routes-settings.ts'
import { scriptRoutes } from './script/routes.ts'
import { superpixelRoutes } from './superpixel/routes.ts'
import { visitorRoutes } from './visitors/routes.ts'

/** Mount under /api, behind authenticate(). What matches /pixels/{id} comes last. */
export function pixelRoutes(platform: Platform): Api {
  const api = createApi()
  api.route('/', pixelSettingsRoutes(platform))
  api.route('/', diagnosisRoutes(platform))
  api.route('/', visitorRoutes(platform))
  api.route('/', identityRoutes(platform))
  api.route('/', superpixelRoutes(platform))
  api.route('/', pixelCrudRoutes(platform))
  return api
}

/** Mount under /px: what browsers on the workspaces' sites reach, without a session, beside pixelIngestRoute(). */
export function pixelIngestRoutes(platform: Platform): Api {
  const api = createApi()
  api.route('/', ingestPreflight())
  api.route('/', scriptRoutes(platform))
  return api
}
