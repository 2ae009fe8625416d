import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serverAccount } from './account.ts'
import { SUPERUSER } from './cluster.ts'
import { commandOf, isAlive } from './owner-lock.ts'
import { choosePlace } from './place.ts'
import { readPostmaster } from './postmaster.ts'
import { type EmbeddedOptions, startEmbeddedPostgres } from './start-embedded-postgres.ts'

/** The Postgres of a data folder for a tool: the one a running Assay has started, else one of our own until `stop`. */
export async function joinEmbeddedPostgres(
  options: EmbeddedOptions,
): Promise<{ url: string; stop(): Promise<void> }> {
  const { dir, cluster } = await choosePlace(options.dir, serverAccount())
  const server = await readPostmaster(cluster)
  if (server?.ready && isAlive(server.pid) && commandOf(server.pid).includes('postgres')) {
    const password = (await readFile(join(dir, 'postgres-password'), 'utf8')).trim()
    const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${server.port}/assay`
    return { url, stop: async () => {} }
  }
  return startEmbeddedPostgres(options)
}
