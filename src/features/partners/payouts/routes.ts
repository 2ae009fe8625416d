import { createRoute, z } from '@hono/zod-openapi'
import { withWorkspace } from '../../../platform/db/index.ts'
import {
  type Api,
  createApi,
  idempotencyKey,
  json,
  jsonBody,
  page,
  pageQuery,
  problemResponses,
} from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { identityOf, member, workspaceOf } from '../../accounts/index.ts'
import { createOnboardingLink } from './create-onboarding-link.ts'
import { listPayouts } from './list-payouts.ts'
import { readPayout } from './read-payout.ts'
import { readPayoutAccount } from './read-payout-account.ts'
import { refreshOwnAccount } from './refresh-own-account.ts'
import { requestPayout } from './request-payout.ts'
import { savePayoutAccount } from './save-payout-account.ts'
import {
  newPayoutAccountSchema,
  onboardingLinkSchema,
  payoutAccountQuery,
  payoutAccountSchema,
  payoutSchema,
  requestedPayoutSchema,
} from './schema.ts'

const tags = ['partner']
const billing = [member({ scope: 'billing' })]
const reads = [member({ scope: 'read' })]
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')

const list = createRoute({
  method: 'get',
  path: '/partner/payouts',
  tags,
  summary: 'Own payouts, newest first',
  middleware: reads,
  request: { query: pageQuery },
  responses: { 200: json(page(payoutSchema), 'Payouts'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/partner/payouts/{id}',
  tags,
  summary: 'One of the own payouts',
  middleware: reads,
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: json(payoutSchema, 'The payout'), ...refusals },
})

const request = createRoute({
  method: 'post',
  path: '/partner/payouts',
  tags,
  summary: 'Ask for a payout of all that is available',
  middleware: billing,
  request: { headers: z.object({ 'idempotency-key': z.string().optional() }) },
  responses: {
    201: json(requestedPayoutSchema, 'Asked for'),
    ...refusals,
    ...problemResponses('conflict'),
  },
})

const account = createRoute({
  method: 'get',
  path: '/partner/payout-account',
  tags,
  summary: 'How this partner is paid, and what is missing for it',
  middleware: billing,
  request: { query: payoutAccountQuery },
  responses: { 200: json(payoutAccountSchema, 'The account'), ...refusals, ...problemResponses('upstream') },
})

const saveAccount = createRoute({
  method: 'put',
  path: '/partner/payout-account',
  tags,
  summary: 'Say how this partner is paid',
  middleware: billing,
  request: { body: jsonBody(newPayoutAccountSchema) },
  responses: { 200: json(payoutAccountSchema, 'The account'), ...refusals, ...problemResponses('conflict') },
})

const onboard = createRoute({
  method: 'post',
  path: '/partner/payout-account/onboarding-link',
  tags,
  summary: 'A link on which the partner tells Stripe who it is; good once and for a few minutes',
  middleware: billing,
  responses: { 201: json(onboardingLinkSchema, 'The link'), ...refusals, ...problemResponses('conflict') },
})

export function payoutRoutes(platform: Platform): Api {
  const { db } = platform
  return createApi()
    .openapi(list, async (c) => {
      const { id } = workspaceOf(c)
      const query = c.req.valid('query')
      return c.json(await withWorkspace(db, id, (tx) => listPayouts(tx, id, query)), 200)
    })
    .openapi(read, async (c) => {
      const { id } = workspaceOf(c)
      const payoutId = c.req.valid('param').id
      return c.json(await withWorkspace(db, id, (tx) => readPayout(tx, id, payoutId)), 200)
    })
    .openapi(request, async (c) => {
      const wish = { actorId: identityOf(c).user?.id ?? null, idempotencyKey: idempotencyKey(c) }
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => requestPayout(tx, wish)), 201)
    })
    .openapi(account, async (c) => {
      const { id } = workspaceOf(c)
      if (c.req.valid('query').refresh === 'true') await refreshOwnAccount(platform, id)
      return c.json(await withWorkspace(db, id, (tx) => readPayoutAccount(tx, id, platform)), 200)
    })
    .openapi(saveAccount, async (c) => {
      const { id } = workspaceOf(c)
      const wish = c.req.valid('json')
      const saved = await withWorkspace(db, id, async (tx) => {
        await savePayoutAccount(tx, wish, platform.stripe !== null)
        return readPayoutAccount(tx, id, platform)
      })
      return c.json(saved, 200)
    })
    .openapi(onboard, async (c) => c.json(await createOnboardingLink(platform, workspaceOf(c).id), 201))
}
