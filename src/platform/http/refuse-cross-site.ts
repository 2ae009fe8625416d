import type { MiddlewareHandler } from 'hono'
import { Problem } from '../errors/index.ts'
import type { Env } from './env.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses writes that a page of another site made a browser send. Programs send neither header and pass;
 * browsers always send one.
 */
export function refuseCrossSite(appUrl: string): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (!SAFE.has(c.req.method)) {
      const site = c.req.header('Sec-Fetch-Site')
      const origin = c.req.header('Origin')
      const isForeignSite = site !== undefined && site !== 'same-origin' && site !== 'none'
      const isForeignOrigin = origin !== undefined && !isOwn(origin, appUrl, c.req.header('Host'))
      if (isForeignSite || isForeignOrigin) {
        throw new Problem('forbidden', 'This request comes from another site')
      }
    }
    await next()
  }
}

/** Ours are APP_URL and whatever address the browser itself used to reach us. */
function isOwn(origin: string, appUrl: string, host: string | undefined): boolean {
  return origin === appUrl || (host !== undefined && /^https?:\/\//.test(origin) && hostOf(origin) === host)
}

function hostOf(origin: string): string {
  return origin.slice(origin.indexOf('//') + 2)
}
