import type { OpenAPIHono } from '@hono/zod-openapi'
import { Problem } from '../errors/index.ts'
import type { Logger } from '../log.ts'
import { createApi } from './create-api.ts'
import type { Env } from './env.ts'
import { type BodyLimit, limitBody } from './limit-body.ts'
import { refuseCrossSite } from './refuse-cross-site.ts'

export interface RootOptions {
  log: Logger
  appUrl: string
  bodyLimits: BodyLimit[]
}

/** The outermost app: what holds for every request before any feature sees it. */
export function createRoot({ log, appUrl, bodyLimits }: RootOptions): OpenAPIHono<Env> {
  const root = createApi()
  root.use(async (c, next) => {
    const requestId = String(c.env.outgoing.getHeader('x-request-id'))
    c.set('requestId', requestId)
    c.set('log', log.child({ request_id: requestId }))
    if (c.req.path.startsWith('/api/')) c.header('Cache-Control', 'no-store')
    await next()
  })
  root.use(refuseCrossSite(appUrl))
  root.use(limitBody(bodyLimits))
  root.notFound((c) => {
    throw new Problem('not_found', `There is nothing at ${c.req.path}`)
  })
  return root
}
