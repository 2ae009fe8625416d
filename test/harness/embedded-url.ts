import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Superuser URL of the embedded Postgres that runs in a data folder. */
export async function embeddedUrl(dataDir: string): Promise<string> {
  const password = (await readFile(join(dataDir, 'postgres-password'), 'utf8')).trim()
  const port = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[3]
  return `postgres://assay:${password}@127.0.0.1:${port}/assay`
}
