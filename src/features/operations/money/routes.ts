import { createRoute } from '@hono/zod-openapi'
import { withSystem } from '../../../platform/db/index.ts'
import { type Api, createApi, json, page, pageQuery } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { middleware, refusals, tags } from '../answers.ts'
import { listOwedPartners } from './list-owed-partners.ts'
import { listTransfers } from './list-transfers.ts'
import { readMoney } from './read-money.ts'
import { moneySchema, operatorTransferSchema, owedPartnerSchema, transfersQuerySchema } from './schema.ts'

const read = createRoute({
  method: 'get',
  path: '/operator/money',
  tags,
  summary: 'Where all credits and money stand',
  middleware,
  responses: { 200: json(moneySchema, 'Money'), ...refusals },
})

const transfers = createRoute({
  method: 'get',
  path: '/operator/money/transfers',
  tags,
  summary: 'The transfers behind a figure, newest first',
  middleware,
  request: { query: transfersQuerySchema },
  responses: { 200: json(page(operatorTransferSchema), 'Transfers'), ...refusals },
})

const partners = createRoute({
  method: 'get',
  path: '/operator/money/partners',
  tags,
  summary: 'What each partner is owed',
  middleware,
  request: { query: pageQuery },
  responses: { 200: json(page(owedPartnerSchema), 'Partners'), ...refusals },
})

export function moneyRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(read, async (c) => c.json(await withSystem(db, readMoney), 200))
    .openapi(transfers, async (c) => {
      const query = c.req.valid('query')
      return c.json(await withSystem(db, (tx) => listTransfers(tx, query)), 200)
    })
    .openapi(partners, async (c) => {
      const query = c.req.valid('query')
      return c.json(await withSystem(db, (tx) => listOwedPartners(tx, query)), 200)
    })
}
