import { authenticate } from '../src/features/accounts/index.ts'
import { audienceRoutes } from '../src/features/audience/index.ts'
import type { AudienceProvider } from '../src/features/audience/providers/provider.ts'
import { segmentRoutes } from '../src/features/segments/index.ts'
import { createRoot, startHttpServer } from '../src/platform/http/index.ts'
import type { Platform } from '../src/platform/platform.ts'
import { type Client, createClient, type TestWorld } from './harness/index.ts'

export interface AudienceApp {
  platform: Platform
  /** Of the routes that ask the audience. */
  client: Client
  stop(): Promise<void>
}

/** The audience's and the segments' routes over HTTP with a provider of the test's own; its jobs wait until the test runs them. */
export async function serveAudience(world: TestWorld, provider: AudienceProvider): Promise<AudienceApp> {
  const { platform } = await world.startApp({ ROLE: 'web' })
  const http = await startHttpServer(0, '127.0.0.1', world.log)
  const url = `http://127.0.0.1:${http.port}`
  const root = createRoot({ log: world.log, appUrl: url, bodyLimits: [] })
  root.use('/api/*', authenticate(platform))
  root.route('/api', audienceRoutes(platform, provider))
  root.route('/api', segmentRoutes(platform, provider))
  http.attach(root.fetch, [])
  return { platform, client: createClient(url), stop: () => http.stop() }
}
