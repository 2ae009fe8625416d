import { createRoute, z } from '@hono/zod-openapi'
import { problemResponses } from '../../../platform/http/index.ts'

/** Described only: a router takes no parameter with an ending. */
export const scriptRoute = createRoute({
  method: 'get',
  path: '/{key}.js',
  tags: ['pixels'],
  security: [],
  summary: 'The script of a pixel',
  description:
    'For the pages of its site, with the settings of the pixel in it. Kept by browsers for five minutes.',
  request: { params: z.object({ key: z.string().openapi({ description: 'The key of the pixel' }) }) },
  responses: {
    200: { description: 'The script', content: { 'text/javascript': { schema: z.string() } } },
    304: { description: 'It is the one that If-None-Match names' },
    ...problemResponses('not_found'),
  },
})
