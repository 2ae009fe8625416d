import { createHash, timingSafeEqual } from 'node:crypto'
import { createRoute, z } from '@hono/zod-openapi'
import { withSystem } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import {
  type Api,
  createApi,
  json,
  jsonBody,
  page,
  pageQuery,
  problemResponses,
} from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { operator, userOf, workspaceOf } from '../../accounts/index.ts'
import { admins, idParams, readers, refusals, tags } from '../route-docs.ts'
import { assignStray } from './assign-stray.ts'
import { listStrays } from './list-strays.ts'
import { provisionPixel, readSuperpixel, WEBHOOK_PATH } from './provision-pixel.ts'
import { receiveEvents } from './receive-events.ts'
import { assignmentSchema, strayPixelSchema, superpixelSchema } from './schema.ts'

const receivedSchema = z.object({
  accepted: z.int(),
  dropped: z.int(),
  unknown: z.int(),
  ignored: z.int(),
})

const receive = createRoute({
  method: 'post',
  path: WEBHOOK_PATH,
  tags: ['webhooks'],
  summary: 'Where AudienceLab sends events of its pixels; with the secret in x-audiencelab-secret',
  responses: {
    200: json(receivedSchema, 'What was taken is stored'),
    ...problemResponses('invalid', 'unauthenticated', 'not_found', 'too_large', 'unavailable'),
  },
})
const get = createRoute({
  method: 'get',
  path: '/pixels/{id}/superpixel',
  tags,
  summary: 'Whether a pixel has one at AudienceLab, and whether it could',
  middleware: readers,
  request: { params: idParams },
  responses: { 200: json(superpixelSchema, 'How it is'), ...refusals },
})
const provision = createRoute({
  method: 'post',
  path: '/pixels/{id}/superpixel',
  tags,
  summary: 'Make the same pixel at AudienceLab; after a failure it may be asked again',
  middleware: admins,
  request: { params: idParams },
  responses: {
    201: json(superpixelSchema, 'Made and connected'),
    ...refusals,
    ...problemResponses('conflict', 'upstream'),
  },
})
const strays = createRoute({
  method: 'get',
  path: '/operator/superpixel-strays',
  tags: ['operator'],
  summary: 'Pixels of AudienceLab that sent something and are nobody’s here',
  middleware: [operator()],
  request: { query: pageQuery },
  responses: { 200: json(page(strayPixelSchema), 'Pixels'), ...refusals },
})
const assign = createRoute({
  method: 'post',
  path: '/operator/superpixel-strays/{superpixel_id}/assignment',
  tags: ['operator'],
  summary: 'Say which pixel one of AudienceLab belongs to',
  middleware: [operator()],
  request: {
    params: z.object({ superpixel_id: z.string().min(1).max(200) }),
    body: jsonBody(assignmentSchema),
  },
  responses: { 204: { description: 'Connected' }, ...refusals, ...problemResponses('conflict') },
})

/** AudienceLab's pixels as another source of visits. */
export function superpixelRoutes(platform: Platform): Api {
  const { db, config, log } = platform
  return createApi()
    .openapi(receive, async (c) => {
      const secret = config.audienceLabWebhookSecret
      if (secret === null) throw new Problem('not_found', 'This installation takes no events of AudienceLab')
      if (!isSame(c.req.header('x-audiencelab-secret') ?? '', secret))
        throw new Problem('unauthenticated', 'The secret in x-audiencelab-secret is not the one set here')
      return c.json(await receiveEvents(db, log, await c.req.text()), 200)
    })
    .openapi(get, async (c) => {
      const wish = { workspaceId: workspaceOf(c).id, pixelId: c.req.valid('param').id }
      return c.json(await readSuperpixel(platform, wish), 200)
    })
    .openapi(provision, async (c) => {
      const wish = { workspaceId: workspaceOf(c).id, pixelId: c.req.valid('param').id }
      return c.json(await provisionPixel(platform, wish), 201)
    })
    .openapi(strays, async (c) => {
      const query = c.req.valid('query')
      return c.json(await withSystem(db, (tx) => listStrays(tx, query)), 200)
    })
    .openapi(assign, async (c) => {
      const wish = { superpixelId: c.req.valid('param').superpixel_id, key: c.req.valid('json').key }
      await withSystem(db, (tx) => assignStray(tx, { operatorId: userOf(c).id, ...wish }))
      return c.body(null, 204)
    })
}

/** In a time that tells nothing of where they differ, nor of how long the secret is. */
function isSame(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(secret))
}
