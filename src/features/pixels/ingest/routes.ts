import type { OpenAPIHono } from '@hono/zod-openapi'
import { type BodyLimit, createApi, type Env } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { receiveRoute } from './batch-docs.ts'
import { openCompanies } from './open-companies.ts'
import { MAX_BATCH_BYTES } from './parse-batch.ts'
import { batchReceiver } from './receive-batch.ts'

export const ingestBodyLimits: BodyLimit[] = [{ path: '/px/e', maxBytes: MAX_BATCH_BYTES }]

/** Where site scripts send to. Any page may ask: no cookie is looked at, and whose page it is decides the pixel. */
export function ingestRoutes(platform: Platform): OpenAPIHono<Env> {
  const receive = batchReceiver(platform, openCompanies(platform.config.pixelCompanyFile, platform.log))
  const api = createApi()
  api.use('/e', async (c, next) => {
    // Also for a refusal: what the script cannot read it would take for a broken line, and send again and again.
    c.header('Access-Control-Allow-Origin', c.req.header('Origin') ?? '*')
    c.header('Vary', 'Origin')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    c.header('Cache-Control', 'no-store')
    await next()
  })
  api.options('/e', (c) => {
    c.header('Access-Control-Allow-Methods', 'POST')
    c.header('Access-Control-Allow-Headers', 'Content-Type')
    c.header('Access-Control-Max-Age', '7200')
    return c.body(null, 204)
  })
  api.openAPIRegistry.registerPath(receiveRoute)
  api.post('/e', async (c) => c.json(await receive(c.env.incoming, await c.req.text()), 202))
  return api
}
