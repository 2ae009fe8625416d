import { createRoute, z } from '@hono/zod-openapi'
import { withWorkspace } from '../../platform/db/index.ts'
import { type Api, createApi, json, jsonBody, page, problemResponses } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { member, workspaceOf } from '../accounts/index.ts'
import { changeTerms } from './change-terms.ts'
import { listLeads } from './list-leads.ts'
import { listOwnListings } from './list-own-listings.ts'
import { refuseUnchanged } from './refuse-unchanged.ts'
import {
  bulkSchema,
  bulkTermsSchema,
  changedSchema,
  listedSchema,
  listingsQuerySchema,
  listingTermsSchema,
  newListingsSchema,
  partnerListingSchema,
  withdrawnSchema,
} from './schema.ts'
import { withdrawListings } from './withdraw-listings.ts'

const tags = ['partner']
const writes = [member({ scope: 'write' })]
const params = z.object({ id: z.uuid() })
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')

const list = createRoute({
  method: 'get',
  path: '/partner/listings',
  tags,
  summary: 'Own listings with the leads they are',
  middleware: [member({ scope: 'read' })],
  request: { query: listingsQuerySchema },
  responses: { 200: json(page(partnerListingSchema), 'Listings'), ...refusals },
})

const create = createRoute({
  method: 'post',
  path: '/partner/listings',
  tags,
  summary: 'Put own leads on sale',
  middleware: writes,
  request: { body: jsonBody(newListingsSchema) },
  responses: { 201: json(listedSchema, 'How many are on sale now'), ...refusals },
})

const change = createRoute({
  method: 'patch',
  path: '/partner/listings/{id}',
  tags,
  summary: 'Change price, buyers or expiry of a listing',
  middleware: writes,
  request: { params, body: jsonBody(listingTermsSchema) },
  responses: { 200: json(changedSchema, 'Changed'), ...refusals, ...problemResponses('conflict') },
})

const changeMany = createRoute({
  method: 'patch',
  path: '/partner/listings',
  tags,
  summary: 'Change price, buyers or expiry of many listings',
  middleware: writes,
  request: { body: jsonBody(bulkTermsSchema) },
  responses: { 200: json(changedSchema, 'How many changed'), ...refusals, ...problemResponses('conflict') },
})

const withdraw = createRoute({
  method: 'post',
  path: '/partner/listings/{id}/withdrawal',
  tags,
  summary: 'Take a listing off the market',
  middleware: writes,
  request: { params },
  responses: { 200: json(withdrawnSchema, 'Withdrawn'), ...refusals },
})

const withdrawMany = createRoute({
  method: 'post',
  path: '/partner/listings/withdrawals',
  tags,
  summary: 'Take many listings off the market',
  middleware: writes,
  request: { body: jsonBody(bulkSchema) },
  responses: { 200: json(withdrawnSchema, 'How many were withdrawn'), ...refusals },
})

export function listingRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(list, async (c) => {
      const { id } = workspaceOf(c)
      const query = c.req.valid('query')
      return c.json(await withWorkspace(db, id, (tx) => listOwnListings(tx, id, query)), 200)
    })
    .openapi(create, async (c) => {
      const { id } = workspaceOf(c)
      const wish = c.req.valid('json')
      return c.json(await withWorkspace(db, id, (tx) => listLeads(tx, id, wish)), 201)
    })
    .openapi(change, async (c) => {
      const { id } = workspaceOf(c)
      const listingId = c.req.valid('param').id
      const terms = c.req.valid('json')
      const result = await withWorkspace(db, id, async (tx) => {
        const changed = await changeTerms(tx, id, [listingId], terms)
        return changed.changed === 1 ? changed : refuseUnchanged(tx, id, listingId)
      })
      return c.json(result, 200)
    })
    .openapi(changeMany, async (c) => {
      const { id } = workspaceOf(c)
      const { listing_ids, ...terms } = c.req.valid('json')
      return c.json(await withWorkspace(db, id, (tx) => changeTerms(tx, id, listing_ids, terms)), 200)
    })
    .openapi(withdraw, async (c) => {
      const { id } = workspaceOf(c)
      const listingId = c.req.valid('param').id
      return c.json(await withWorkspace(db, id, (tx) => withdrawListings(tx, id, [listingId])), 200)
    })
    .openapi(withdrawMany, async (c) => {
      const { id } = workspaceOf(c)
      const { listing_ids } = c.req.valid('json')
      return c.json(await withWorkspace(db, id, (tx) => withdrawListings(tx, id, listing_ids)), 200)
    })
}
