import { type Api, createApi, type DirectRoute } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { receiveRoute } from './batch-docs.ts'
import { openCompanies } from './open-companies.ts'
import { MAX_BATCH_BYTES } from './parse-batch.ts'
import { batchReceiver } from './receive-batch.ts'

const ALLOWED_ORIGIN = 'Access-Control-Allow-Origin'
const CORS_HEADERS: [string, string][] = [
  ['Vary', 'Origin'],
  ['Cross-Origin-Resource-Policy', 'cross-origin'],
  ['Cache-Control', 'no-store'],
]

/**
 * Where site scripts send to. Any page may ask: no cookie is looked at, and whose page it is decides the pixel. Also a
 * refusal may be read: what the script cannot read it would take for a broken line, and send again and again.
 */
export function ingestRoute(platform: Platform): DirectRoute {
  const receive = batchReceiver(platform, openCompanies(platform.config.pixelCompanyFile, platform.log))
  return {
    method: 'POST',
    path: '/px/e',
    maxBytes: MAX_BATCH_BYTES,
    headers: CORS_HEADERS,
    headersFor: ({ headers }) => [ALLOWED_ORIGIN, headers.origin ?? '*'],
    answer: async (incoming, body) => ({ status: 202, body: await receive(incoming, body) }),
  }
}

/** What browsers ask before they send, and the description of the route. */
export function ingestPreflight(): Api {
  const api = createApi()
  api.options('/e', (c) => {
    for (const [name, value] of CORS_HEADERS) c.header(name, value)
    c.header(ALLOWED_ORIGIN, c.req.header('Origin') ?? '*')
    c.header('Access-Control-Allow-Methods', 'POST')
    c.header('Access-Control-Allow-Headers', 'Content-Type')
    c.header('Access-Control-Max-Age', '7200')
    return c.body(null, 204)
  })
  api.openAPIRegistry.registerPath(receiveRoute)
  return api
}
