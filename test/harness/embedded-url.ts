import { joinEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts'
import { createLog } from '../../src/platform/log.ts'

/** Superuser URL of the embedded Postgres that a running app has in its data folder. */
export async function embeddedUrl(dataDir: string): Promise<string> {
  return (await joinEmbeddedPostgres({ dir: dataDir, log: createLog('silent') })).url
}
