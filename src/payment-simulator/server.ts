import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Logger } from '../platform/log.ts'
import { controlRoutes } from './control/control-routes.ts'
import { stripeApi } from './http/api.ts'
import { guardHost } from './http/guard.ts'
import { pages } from './pages/index.ts'
import type { World } from './world.ts'

const MOST_BYTES = 256 * 1024

export function createApp(world: World, host: string, log: Logger) {
  const app = new Hono()
  app.use(guardHost(host))
  app.use(
    bodyLimit({
      maxSize: MOST_BYTES,
      onError: (c) => c.text('The request is too large.', 413, { connection: 'close' }),
    }),
  )
  app.route('/', stripeApi(world, log))
  app.route('/', controlRoutes(world, log))
  app.route('/', pages(world, log))
  return app
}

/** Listens on the port that is wanted, or on any if that is taken. */
export async function listen(
  app: Hono,
  host: string,
  port: number,
): Promise<{ server: Server; port: number }> {
  const server = createServer(getRequestListener(app.fetch))
  await tryPort(server, host, port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error
    return tryPort(server, host, 0)
  })
  return { server, port: (server.address() as AddressInfo).port }
}

function tryPort(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
