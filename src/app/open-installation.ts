import { type Databases, openDatabases } from '../platform/db/index.ts'
import { joinEmbeddedPostgres } from '../platform/embedded-postgres/index.ts'
import type { Logger } from '../platform/log.ts'
import type { Config } from '../platform/platform.ts'

/** Opens the databases that `npm start` would use with this environment, for a command beside or without a running app. */
export async function openInstallation(
  config: Config,
  log: Logger,
): Promise<{ db: Databases; close(): Promise<void> }> {
  const server = config.databaseUrl
    ? { url: config.databaseUrl, stop: async () => {} }
    : await joinEmbeddedPostgres({ dir: config.dataDir, log })
  try {
    const db = await openDatabases({
      ...{ ownerUrl: server.url, appUrl: config.appDatabaseUrl, systemUrl: config.systemDatabaseUrl },
      ...{ poolSize: 4, log },
    })
    const close = async () => {
      await db.close()
      await server.stop()
    }
    return { db, close }
  } catch (error) {
    await server.stop()
    throw error
  }
}
