import type { App } from '../../src/app/start.ts'
import { type Databases, openDatabases } from '../../src/platform/db/index.ts'
import { createLog, type Logger } from '../../src/platform/log.ts'
import { type Client, createClient } from './client.ts'
import { createDatabase } from './create-database.ts'

export interface TestWorld {
  db: Databases
  /** Superuser URL, for looking behind row-level security. */
  ownerUrl: string
  log: Logger
  /** The real app on a free port, on this world's database; started once. */
  startApp(env?: Record<string, string>): Promise<TestApp>
  dispose(): Promise<void>
}

export interface TestApp extends App {
  url: string
  client: Client
}

/** A database of its own with everything migrated, and the app on demand. Call `dispose` in afterAll. */
export async function createTestWorld(): Promise<TestWorld> {
  const database = await createDatabase()
  const log = createLog(process.env.TEST_LOG_LEVEL ?? 'silent')
  const db = await openDatabases({ ownerUrl: database.url, poolSize: 10, log })
  let running: Promise<TestApp> | undefined
  return {
    db,
    log,
    ownerUrl: database.url,
    startApp(env = {}) {
      running ??= startTestApp(db, log, env)
      return running
    },
    async dispose() {
      await (await running)?.stop()
      await db.close()
      await database.drop()
    },
  }
}

async function startTestApp(db: Databases, log: Logger, env: Record<string, string>): Promise<TestApp> {
  // Loaded when asked for: it is most of the code, and tests of the built program never want it.
  const [{ loadConfig }, { startApp }] = await Promise.all([
    import('../../src/app/config.ts'),
    import('../../src/app/start.ts'),
  ])
  const config = loadConfig({ DATABASE_URL: db.ownerUrl, PORT: '0', SEED: 'none', NODE_ENV: 'test', ...env })
  const app = await startApp({ config, log, db })
  if (!app.url) throw new Error('The test app does not listen')
  return { ...app, url: app.url, client: createClient(app.url) }
}
