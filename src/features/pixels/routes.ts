import { createApi } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'

/** Mount under /api, behind authenticate(). What matches /pixels/{id} comes last. */
export function pixelRoutes(_platform: Platform) {
  const api = createApi()
  return api
}

/** Mount under /px: what browsers on the workspaces' sites reach, without a session. */
export function pixelIngestRoutes(_platform: Platform) {
  const api = createApi()
  return api
}
