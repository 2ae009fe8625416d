import type { OpenAPIHono } from '@hono/zod-openapi'
import { accountRoutes, authenticate } from '../features/accounts/index.ts'
import { importBodyLimits, leadRoutes } from '../features/leads/index.ts'
import { uploadBodyLimits, uploadRoutes } from '../features/partners/routes-upload.ts'
import type { BodyLimit, Env } from '../platform/http/index.ts'
import type { Platform } from '../platform/platform.ts'
import { demoAccounts } from './demo/accounts.ts'

/** Routes whose bodies may be larger than the usual megabyte. */
export const bodyLimits: BodyLimit[] = [...importBodyLimits, ...uploadBodyLimits]

/** Every URL prefix of the features, in one place. */
export function mountRoutes(root: OpenAPIHono<Env>, platform: Platform): void {
  root.use('/api/*', authenticate(platform))
  root.route('/api', accountRoutes(platform, { demoAccounts }))
  root.route('/api', leadRoutes(platform))
  root.route('/api', uploadRoutes(platform))
}
