import type { OpenAPIHono } from '@hono/zod-openapi'
import { accountRoutes, authenticate } from '../features/accounts/index.ts'
import { analyticsRoutes, queueRecount } from '../features/analytics/index.ts'
import {
  audienceBodyLimits,
  audienceRoutes,
  enrichmentBodyLimits,
  overlapBodyLimits,
  providerOf,
} from '../features/audience/index.ts'
import { creditRoutes } from '../features/credits/index.ts'
import { eventRoutes } from '../features/events/index.ts'
import { importBodyLimits, leadRoutes, queueRescore } from '../features/leads/index.ts'
import { marketplaceRoutes } from '../features/marketplace/index.ts'
import { operationRoutes } from '../features/operations/index.ts'
import { partnerRoutes, uploadBodyLimits } from '../features/partners/index.ts'
import { pixelIngestRoutes, pixelRoutes } from '../features/pixels/index.ts'
import { segmentRoutes } from '../features/segments/index.ts'
import type { BodyLimit, Env } from '../platform/http/index.ts'
import type { Config, Platform } from '../platform/platform.ts'
import { type StripeApplier, stripeWebhookRoutes } from '../platform/stripe/index.ts'
import { demoAccounts } from './demo/accounts.ts'
import { stripeHandlers } from './stripe-events.ts'

/** Routes whose bodies may be larger than the usual megabyte. */
export function bodyLimits(config: Config): BodyLimit[] {
  return [
    ...importBodyLimits,
    ...uploadBodyLimits,
    ...enrichmentBodyLimits,
    ...overlapBodyLimits,
    ...audienceBodyLimits(config),
  ]
}

/** Every URL prefix of the features, in one place. */
export function mountRoutes(root: OpenAPIHono<Env>, platform: Platform, applier: StripeApplier): void {
  root.route('/px', pixelIngestRoutes(platform))
  root.use('/api/*', authenticate(platform))
  root.route(
    '/api',
    accountRoutes(platform, {
      demoAccounts,
      onIndustriesChanged: queueRescore,
      onTimeZoneChanged: queueRecount,
    }),
  )
  root.route('/api', leadRoutes(platform))
  root.route('/api', creditRoutes(platform))
  root.route('/api', marketplaceRoutes(platform))
  root.route('/api', partnerRoutes(platform))
  root.route('/api', segmentRoutes(platform, providerOf(platform)))
  root.route('/api', audienceRoutes(platform, providerOf(platform)))
  root.route('/api', pixelRoutes(platform))
  root.route('/api', analyticsRoutes(platform))
  root.route('/api', operationRoutes(platform))
  root.route('/api', eventRoutes(platform))
  root.route('/api', stripeWebhookRoutes(platform, stripeHandlers, applier))
}
