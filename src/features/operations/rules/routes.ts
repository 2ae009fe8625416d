import { createRoute } from '@hono/zod-openapi'
import { withSystem } from '../../../platform/db/index.ts'
import { type Api, createApi, json, jsonBody } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { userOf } from '../../accounts/index.ts'
import { middleware, refusals, refusalsOfChange, tags } from '../answers.ts'
import { listRules } from './list-rules.ts'
import {
  commissionRulesChangeSchema,
  moneyRulesChangeSchema,
  newVersionSchema,
  rulesSchema,
} from './schema.ts'
import { setRules } from './set-rules.ts'

const list = createRoute({
  method: 'get',
  path: '/operator/rules',
  tags,
  summary: 'Rules of money and commission, every version',
  middleware,
  responses: { 200: json(rulesSchema, 'Rules'), ...refusals },
})

const setMoney = createRoute({
  method: 'post',
  path: '/operator/rules/money',
  tags,
  summary: 'The next version of how money is handled: payouts, returns, quotes, prices',
  middleware,
  request: { body: jsonBody(moneyRulesChangeSchema) },
  responses: { 201: json(newVersionSchema, 'Made'), ...refusalsOfChange },
})

const setCommission = createRoute({
  method: 'post',
  path: '/operator/rules/commission',
  tags,
  summary: 'The next version of what partners earn; they are told',
  middleware,
  request: { body: jsonBody(commissionRulesChangeSchema) },
  responses: { 201: json(newVersionSchema, 'Made'), ...refusalsOfChange },
})

export function ruleRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(list, async (c) => c.json(await withSystem(db, listRules), 200))
    .openapi(setMoney, async (c) => {
      const change = { ...c.req.valid('json'), operatorId: userOf(c).id }
      return c.json(await withSystem(db, (tx) => setRules(tx, 'money', change)), 201)
    })
    .openapi(setCommission, async (c) => {
      const change = { ...c.req.valid('json'), operatorId: userOf(c).id }
      return c.json(await withSystem(db, (tx) => setRules(tx, 'commission', change)), 201)
    })
}
