import type { MiddlewareHandler } from 'hono'

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/

/** A simulator that listens on loopback is not reached through a name that somebody else points at it. */
export function guardHost(boundTo: string): MiddlewareHandler {
  const isLoopback = boundTo === '::1' || boundTo === 'localhost' || boundTo.startsWith('127.')
  return async (c, next) => {
    if (isLoopback && !LOOPBACK.test(c.req.header('host') ?? ''))
      return c.text('This address is not served here.', 421)
    return next()
  }
}

/** A form of the pages comes from the pages. */
export const refuseForeignForms: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site')
  const isForeign =
    (origin !== undefined && !sameHost(origin, c.req.header('host'))) ||
    (site !== undefined && site !== 'same-origin' && site !== 'none')
  if (c.req.method === 'POST' && isForeign) return c.text('Forms are taken from these pages only.', 403)
  return next()
}

function sameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host
}
