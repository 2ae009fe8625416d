import type { OpenAPIHono } from '@hono/zod-openapi'
import type { BodyLimit, Env } from '../platform/http/index.ts'
import type { Platform } from '../platform/platform.ts'

/** Routes whose bodies may be larger than the usual megabyte. */
export const bodyLimits: BodyLimit[] = []

/** Every URL prefix of the features, in one place. */
export function mountRoutes(_root: OpenAPIHono<Env>, _platform: Platform): void {
  // app.route('/api/…', featureRoutes(platform))
}
