import { Problem } from '../../platform/errors/index.ts'
import { type Api, createApi } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { findDemoPixel } from '../demo/pixel.ts'
import { SITE_CSS, SITE_JS } from './assets.ts'
import { BASE, documentOf, PRICES, pages } from './pages.ts'

/** Stricter than most sites, so that the demo shows what the script needs: a place to come from and one to send to. */
const POLICY = [
  ...["default-src 'none'", "script-src 'self'", "connect-src 'self'", "style-src 'self'"],
  ...[
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ],
].join('; ')

const FILES: Record<string, [type: string, text: string]> = {
  '/site.js': ['text/javascript; charset=utf-8', SITE_JS],
  '/site.css': ['text/css; charset=utf-8', SITE_CSS],
  '/prices.csv': ['text/csv; charset=utf-8', PRICES],
}

/** The demo world's site with the demo pixel on it. Mount it at BASE, in a demo run only. */
export function demoSiteRoutes({ db }: Platform): Api {
  const site = createApi()
  site.use(async (c, next) => {
    c.header('Content-Security-Policy', POLICY)
    c.header('Referrer-Policy', 'strict-origin-when-cross-origin')
    c.header('Cache-Control', 'no-cache')
    await next()
  })
  // What was filled in is the pixel's to tell; the site itself keeps nothing.
  site.post('/trial', (c) => c.redirect(`${BASE}/thanks`, 303))
  site.get('/*', async (c) => {
    const path = c.req.path.slice(BASE.length).replace(/\/$/, '')
    const file = FILES[path]
    if (file) return c.body(file[1], 200, { 'Content-Type': file[0] })
    const page = pages[path]
    if (!page) throw new Problem('not_found', 'The demo site has no such page')
    return c.html(documentOf(page, await findDemoPixel(db)))
  })
  return site
}
