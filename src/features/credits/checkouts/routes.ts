import { createRoute, z } from '@hono/zod-openapi'
import { withWorkspace } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import {
  type Api,
  createApi,
  json,
  jsonBody,
  optionalIdempotencyKey,
  page,
  problemResponses,
} from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { identityOf, member, workspaceOf } from '../../accounts/index.ts'
import { drawInvoice } from '../invoices/draw-invoice.ts'
import { readInvoice } from '../invoices/read-invoice.ts'
import { listPackages } from '../packages/list-packages.ts'
import {
  checkoutQuerySchema,
  checkoutSchema,
  newCheckoutSchema,
  packagesSchema,
  startedCheckoutSchema,
} from '../schema.ts'
import { askStripe } from './ask-stripe.ts'
import { availability } from './availability.ts'
import { listCheckouts } from './list-checkouts.ts'
import { invoiceNumber, readCheckout } from './read-checkout.ts'
import { startCheckout } from './start-checkout.ts'

const tags = ['credits']
const params = z.object({ id: z.uuid() })

const packages = createRoute({
  method: 'get',
  path: '/credits/checkout',
  tags,
  summary: 'What credits cost here, and whether they can be bought',
  middleware: [member({ scope: 'read' })],
  responses: {
    200: json(packagesSchema, 'Packages'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found'),
  },
})

const start = createRoute({
  method: 'post',
  path: '/credits/checkout',
  tags,
  summary: 'Begin to buy a package: go to `url` to pay',
  middleware: [member({ scope: 'billing' })],
  request: {
    headers: z.object({ 'idempotency-key': z.string().optional() }),
    body: jsonBody(newCheckoutSchema),
  },
  responses: {
    201: json(startedCheckoutSchema, 'Begun'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'conflict', 'invalid_input', 'upstream'),
  },
})

const list = createRoute({
  method: 'get',
  path: '/credits/checkouts',
  tags,
  summary: 'Checkouts and receipts, newest first',
  middleware: [member({ scope: 'billing' })],
  request: { query: checkoutQuerySchema },
  responses: {
    200: json(page(checkoutSchema), 'Checkouts'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input'),
  },
})

const read = createRoute({
  method: 'get',
  path: '/credits/checkouts/{id}',
  tags,
  summary: 'How a checkout stands; an open one is asked about at the payment provider',
  middleware: [member({ scope: 'billing' })],
  request: { params },
  responses: {
    200: json(checkoutSchema, 'The checkout'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input'),
  },
})

const invoice = createRoute({
  method: 'get',
  path: '/credits/checkouts/{id}/invoice',
  tags,
  summary: 'The invoice of a paid checkout',
  middleware: [member({ scope: 'billing' })],
  request: { params },
  responses: {
    200: {
      description: 'The invoice',
      content: { 'application/pdf': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input'),
  },
})

/** Buying credits, and what was bought. */
export function checkoutRoutes(platform: Platform): Api {
  const { db, config } = platform
  const find = async (workspaceId: string, id: string) => {
    const checkout = await withWorkspace(db, workspaceId, (tx) => readCheckout(tx, id))
    if (!checkout) throw new Problem('not_found', 'There is no such checkout')
    return checkout
  }
  return createApi()
    .openapi(packages, async (c) => {
      const data = await withWorkspace(db, workspaceOf(c).id, listPackages)
      return c.json({ data, ...availability(platform) }, 200)
    })
    .openapi(start, async (c) => {
      const wish = {
        ...c.req.valid('json'),
        ...{ workspace: workspaceOf(c), actorId: identityOf(c).user?.id ?? null },
        idempotencyKey: optionalIdempotencyKey(c),
      }
      return c.json(await startCheckout(platform, wish), 201)
    })
    .openapi(list, async (c) => {
      const query = c.req.valid('query')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => listCheckouts(tx, query)), 200)
    })
    .openapi(read, async (c) => {
      const { id } = c.req.valid('param')
      const checkout = await find(workspaceOf(c).id, id)
      const isAsked = checkout.status === 'open' && (await askStripe(platform, id)) > 0
      return c.json(isAsked ? await find(workspaceOf(c).id, id) : checkout, 200)
    })
    .openapi(invoice, async (c) => {
      const { id } = c.req.valid('param')
      const issued = await withWorkspace(db, workspaceOf(c).id, (tx) => readInvoice(tx, id))
      if (!issued) throw new Problem('not_found', 'There is no invoice of such a checkout')
      const pdf = await drawInvoice(issued, {
        ...{ seller: new URL(config.appUrl).host, isSimulated: config.stripe?.isSimulated ?? false },
      })
      c.header('Content-Type', 'application/pdf')
      c.header('Content-Disposition', `attachment; filename="${invoiceNumber(Number(issued.number))}.pdf"`)
      return c.body(new Uint8Array(pdf), 200)
    })
}
