import { createRoute } from '@hono/zod-openapi'
import { withSystem } from '../../platform/db/index.ts'
import { type Api, createApi, jsonBody, problemResponses } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { operator, userOf } from '../accounts/index.ts'
import { endpoint } from './endpoint.ts'
import { calibrationTable, readCalibration } from './read-calibration.ts'
import { creditUsageTable, readCreditUsage } from './read-credit-usage.ts'
import { funnelTable, readFunnel } from './read-funnel.ts'
import { leadQualityTable, readLeadQuality } from './read-lead-quality.ts'
import { marketTable, readMarket } from './read-market.ts'
import { pixelsTable, readPixels } from './read-pixels.ts'
import { readSegments, segmentsTable } from './read-segments.ts'
import { readSources, sourcesTable } from './read-sources.ts'
import { readWorkspaceStats, workspaceStatsTable } from './read-workspace-stats.ts'
import { requestCheck } from './request-check.ts'
import * as shapes from './schema.ts'

const check = createRoute({
  method: 'post',
  path: '/operator/figure-checks',
  tags: ['operations'],
  summary:
    'Compare the figures of one workspace, or of all, with their rows; what differs becomes an exception',
  middleware: [operator()],
  request: { body: jsonBody(shapes.checkRequestSchema) },
  responses: {
    202: { description: 'It will be checked' },
    ...problemResponses('unauthenticated', 'forbidden', 'invalid_input'),
  },
})

export function analyticsRoutes(platform: Platform): Api {
  const api = createApi().openapi(check, async (c) => {
    await withSystem(platform.db, (tx) => requestCheck(tx, userOf(c).id, c.req.valid('json')))
    return c.body(null, 202)
  })
  for (const routes of [...leadReads(platform), ...moneyReads(platform)]) api.route('/', routes)
  return api
}

function leadReads(platform: Platform) {
  return [
    endpoint(platform, {
      path: '/analytics/workspace-stats',
      summary: 'The workspace at a glance: leads that came, by status and source, and the credits',
      query: shapes.statsQuerySchema,
      schema: shapes.workspaceStatsSchema,
      read: readWorkspaceStats,
      table: (answer, { table }) => workspaceStatsTable(answer, table),
    }),
    endpoint(platform, {
      path: '/analytics/lead-quality',
      summary: 'Scores, completeness, verification and industries of the leads that came',
      query: shapes.qualityQuerySchema,
      schema: shapes.leadQualitySchema,
      read: readLeadQuality,
      table: (quality, { table }) => leadQualityTable(quality, table),
    }),
    endpoint(platform, {
      path: '/analytics/funnel',
      summary: 'How far leads came, by source',
      query: shapes.funnelQuerySchema,
      schema: shapes.funnelSchema,
      read: readFunnel,
      table: (answer, { table }) => funnelTable(answer, table),
    }),
    endpoint(platform, {
      path: '/analytics/calibration',
      summary: 'What became of leads, by the score with which they came',
      query: shapes.rangeQuerySchema,
      schema: shapes.calibrationSchema,
      read: readCalibration,
      table: calibrationTable,
    }),
    endpoint(platform, {
      path: '/analytics/pixels',
      summary: 'Page views, sessions, visitors, who was identified and the leads they became, by pixel',
      query: shapes.pixelsQuerySchema,
      schema: shapes.pixelsSchema,
      read: readPixels,
      table: (answer, { table }) => pixelsTable(answer, table),
    }),
  ]
}

function moneyReads(platform: Platform) {
  return [
    endpoint(platform, {
      path: '/analytics/credit-usage',
      summary: 'Credits that came and went, what for, and how long the rest lasts',
      query: shapes.usageQuerySchema,
      schema: shapes.creditUsageSchema,
      read: readCreditUsage,
      table: (answer, { table }) => creditUsageTable(answer, table),
    }),
    endpoint(platform, {
      path: '/analytics/segments',
      summary: 'What the pulls of each segment brought, became and cost',
      query: shapes.rangeQuerySchema,
      schema: shapes.segmentsSchema,
      read: readSegments,
      table: ({ segments }) => segmentsTable(segments),
    }),
    endpoint(platform, {
      path: '/analytics/sources',
      summary: 'Cost per lead and per usable lead, by source, partner and segment',
      query: shapes.sourcesQuerySchema,
      schema: shapes.sourcesSchema,
      read: readSources,
      table: (sources, { by }) => sourcesTable(sources, by),
    }),
    endpoint(platform, {
      path: '/analytics/marketplace',
      summary: 'What a partner listed, sold and earned, and what came back',
      query: shapes.rangeQuerySchema,
      schema: shapes.marketSchema,
      read: (tx, query, workspaceId) => readMarket(tx, workspaceId, query),
      table: marketTable,
    }),
  ]
}
