import { createRoute } from '@hono/zod-openapi'
import { withWorkspace } from '../../platform/db/index.ts'
import { type Api, createApi, json, jsonBody, problemResponses } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { identityOf, workspaceOf } from '../accounts/index.ts'
import type { AudienceProvider } from '../audience/index.ts'
import { forecastOrder } from './orders/forecast-order.ts'
import { deleteStandingOrder, setStandingOrder } from './orders/set-standing-order.ts'
import { conflicts, idParams as params, readers, refusals, spenders, tags } from './route-docs.ts'
import { forecastRequestSchema, forecastSchema, putStandingOrderSchema, segmentSchema } from './schema.ts'

const upstream = problemResponses('upstream')

const put = createRoute({
  method: 'put',
  path: '/segments/{id}/standing-order',
  tags,
  summary: 'Pull people of a segment daily, weekly or when new ones come',
  middleware: spenders,
  request: { params, body: jsonBody(putStandingOrderSchema) },
  responses: {
    200: json(segmentSchema, 'The segment with its standing order'),
    ...refusals,
    ...conflicts,
    ...upstream,
  },
})
const remove = createRoute({
  method: 'delete',
  path: '/segments/{id}/standing-order',
  tags,
  summary: 'End a standing order; a pull of it that runs goes on',
  middleware: spenders,
  request: { params },
  responses: { 204: { description: 'Ended' }, ...refusals },
})
const forecast = createRoute({
  method: 'post',
  path: '/segments/forecasts',
  tags,
  summary: 'What a standing order would spend in the next 30 days',
  middleware: readers,
  request: { body: jsonBody(forecastRequestSchema) },
  responses: { 200: json(forecastSchema, 'The forecast'), ...refusals, ...upstream },
})

/** Standing orders and what they would cost. */
export function standingOrderRoutes({ db }: Platform, provider: AudienceProvider): Api {
  return createApi()
    .openapi(forecast, async (c) => {
      const by = { workspaceId: workspaceOf(c).id, actorId: identityOf(c).user?.id ?? null }
      return c.json(await forecastOrder(db, provider, by, c.req.valid('json'), c.req.raw.signal), 200)
    })
    .openapi(put, async (c) => {
      const by = { workspaceId: workspaceOf(c).id, actorId: identityOf(c).user?.id ?? null }
      const { id } = c.req.valid('param')
      return c.json(await setStandingOrder(db, provider, by, id, c.req.valid('json')), 200)
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid('param')
      await withWorkspace(db, workspaceOf(c).id, (tx) => deleteStandingOrder(tx, id))
      return c.body(null, 204)
    })
}
