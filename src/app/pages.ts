import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { type Env, type HttpServer, staticFiles } from '../platform/http/index.ts'
import { projectRoot } from '../platform/project-root.ts'

const built = join(projectRoot, 'dist', 'web')

/** The browser's half as `npm run build` left it. Tests of the API run without one. */
export async function mountBuiltPages(root: OpenAPIHono<Env>): Promise<void> {
  if (existsSync(join(built, 'index.html'))) root.use(await staticFiles(built))
}

/** The browser's half straight from its sources, with hot reload on the same port. Returns how to stop. */
export async function serveSourcePages(http: HttpServer): Promise<() => Promise<void>> {
  const { createServer } = await import('vite')
  const vite = await createServer({
    configFile: join(projectRoot, 'vite.config.ts'),
    server: { middlewareMode: true, ws: { server: http.server } },
    appType: 'spa',
  })
  const ours = /^\/(api|px|demo-site|docs|healthz|readyz|metrics)(\/|$|\?)/
  http.before = (incoming, outgoing, next) => {
    if (ours.test(incoming.url ?? '/')) next()
    else vite.middlewares(incoming, outgoing, next)
  }
  return () => vite.close()
}
