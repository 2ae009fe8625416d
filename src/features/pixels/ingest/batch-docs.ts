import { createRoute, z } from '@hono/zod-openapi'
import { json, problemResponses } from '../../../platform/http/index.ts'
import { EVENT_TYPES } from './parse-batch.ts'

const event = z.object({
  i: z
    .uuid()
    .openapi({ description: 'A UUIDv7 made by the browser: when it was, and whether it is sent again' }),
  n: z.enum(EVENT_TYPES),
  u: z.string().openapi({ description: 'The address of the page' }),
  l: z.string().optional().openapi({ description: 'Its title' }),
  r: z.string().optional().openapi({ description: 'Where the visitor came from' }),
  d: z.looseObject({}).optional().openapi({ description: 'What belongs to the type' }),
})

const batch = z
  .object({
    k: z.string().openapi({ description: 'The key of the pixel' }),
    t: z.number().openapi({ description: "The browser's time of sending, ms since 1970" }),
    m: z.enum(['cookieless', 'full']),
    v: z.uuid().nullable().openapi({ description: 'The visitor, in full mode' }),
    s: z.uuid().nullable().openapi({ description: 'The session, in full mode' }),
    e: z.array(event).min(1).max(100),
  })
  .openapi('PixelBatch')

/** Described only: the body is read by parseBatch(), which is much faster and cuts where this would refuse. */
export const receiveRoute = createRoute({
  method: 'post',
  path: '/e',
  tags: ['pixels'],
  security: [],
  summary: 'Takes in what browsers did',
  description:
    'What the site script sends, from the domains of the pixel. Answered when it is stored for good; after 503 or no answer send the same again, no event counts twice.',
  request: {
    body: {
      required: true,
      content: { 'text/plain': { schema: batch }, 'application/json': { schema: batch } },
    },
  },
  responses: {
    202: json(
      z.object({ accepted: z.int(), dropped: z.int() }),
      'How many are new, and how many were not taken',
    ),
    ...problemResponses('invalid', 'forbidden', 'not_found', 'too_large', 'unavailable'),
  },
})
