import { Logger, runMigrations } from 'graphile-worker'

const quiet = new Logger(() => () => {})

/**
 * Installs graphile-worker's own schema, before our migrations so that their SQL may enqueue jobs. The
 * caller holds the preparation lock: two first installs at once would collide.
 */
export async function installJobs(ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, logger: quiet })
}
