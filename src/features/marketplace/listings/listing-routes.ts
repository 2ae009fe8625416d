import { createRoute, z } from '@hono/zod-openapi'
import { withSystem, withWorkspace } from '../../../platform/db/index.ts'
import { type Api, createApi, json, page, problemResponses } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { member, workspaceOf } from '../../accounts/index.ts'
import {
  listingCountSchema,
  listingFilterSchema,
  listingOptionsSchema,
  listingQuerySchema,
  listingSchema,
} from '../schema.ts'
import { countListings } from './count-listings.ts'
import { listListings } from './list-listings.ts'
import { countOptions, keepOptions } from './listing-options.ts'
import { readListing } from './read-listing.ts'

const tags = ['marketplace']
const middleware = [member({ scope: 'read' })]
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')

const list = createRoute({
  method: 'get',
  path: '/marketplace/listings',
  tags,
  summary: 'Leads for sale, masked',
  middleware,
  request: { query: listingQuerySchema },
  responses: { 200: json(page(listingSchema), 'Listings'), ...refusals },
})

const count = createRoute({
  method: 'get',
  path: '/marketplace/listings/count',
  tags,
  summary: 'How many listings match, up to ten thousand',
  middleware,
  request: { query: listingFilterSchema },
  responses: { 200: json(listingCountSchema, 'The count'), ...refusals },
})

const options = createRoute({
  method: 'get',
  path: '/marketplace/listings/options',
  tags,
  summary: 'Values to filter by, with how many listings have them (counted a little while ago)',
  middleware,
  responses: { 200: json(listingOptionsSchema, 'Values'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/marketplace/listings/{id}',
  tags,
  summary: 'One listing, masked',
  middleware,
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: json(listingSchema, 'The listing'), ...refusals },
})

export function listingRoutes({ db }: Platform): Api {
  const readOptions = keepOptions(() => withSystem(db, countOptions))
  return createApi()
    .openapi(list, async (c) => {
      const query = c.req.valid('query')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => listListings(tx, query)), 200)
    })
    .openapi(count, async (c) => {
      const filter = c.req.valid('query')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => countListings(tx, filter)), 200)
    })
    .openapi(options, async (c) => c.json(await readOptions(), 200))
    .openapi(read, async (c) => {
      const { id } = c.req.valid('param')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => readListing(tx, id)), 200)
    })
}
