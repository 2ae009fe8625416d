import { Problem } from '../../../platform/errors/index.ts'
import { type Api, createApi } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { scriptRoute } from './script-docs.ts'
import { scriptFinder } from './serve-script.ts'

/** A change of a pixel reaches its visitors this soon; most pages of a visit load nothing. */
const CACHE = 'public, max-age=300'

/** The script of each pixel at /{key}.js, for pages of any site. */
export function scriptRoutes({ db }: Platform): Api {
  const findScript = scriptFinder(db)
  const api = createApi()
  api.openAPIRegistry.registerPath(scriptRoute)
  api.get('/:file{[^/]+\\.js}', async (c) => {
    const script = await findScript(c.req.param('file').slice(0, -'.js'.length))
    if (!script) throw new Problem('not_found', 'There is no pixel with this key')
    c.header('Cache-Control', CACHE)
    c.header('ETag', script.etag)
    c.header('Vary', 'Accept-Encoding')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    c.header('Access-Control-Allow-Origin', '*')
    if (isKnown(c.req.header('If-None-Match'), script.etag)) return c.body(null, 304)
    c.header('Content-Type', 'text/javascript; charset=utf-8')
    if (!/\bgzip\b/.test(c.req.header('Accept-Encoding') ?? '')) return c.body(script.text)
    c.header('Content-Encoding', 'gzip')
    return c.body(script.gzipped)
  })
  return api
}

function isKnown(header: string | undefined, etag: string): boolean {
  // a proxy that compresses marks it as weak
  const tags = header?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? []
  return tags.includes(etag) || tags.includes('*')
}
