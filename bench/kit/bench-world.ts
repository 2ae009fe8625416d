import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createUser, createWorkspace } from '../../src/features/accounts/index.ts'
import { type Databases, openDatabases, withSystem } from '../../src/platform/db/index.ts'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts'
import { createLog } from '../../src/platform/log.ts'

export interface BenchWorld {
  db: Databases
  /** A connection of the owner, for the limit to compare with. */
  owner: pg.Client
  newWorkspace(): Promise<string>
  close(): Promise<void>
}

/** A durable Postgres of its own, as an installation has it, with everything migrated. */
export async function openBenchWorld(): Promise<BenchWorld> {
  const dir = await mkdtemp(join(tmpdir(), 'assay-bench-'))
  await chmod(dir, 0o755) // the postgres user enters it when the bench runs as root
  const log = createLog('warn')
  const postgres = await startEmbeddedPostgres({ dir, log })
  const db = await openDatabases({ ownerUrl: postgres.url, poolSize: 10, log })
  const owner = new pg.Client({ connectionString: postgres.url })
  await owner.connect()
  let people = 0
  return {
    db,
    owner,
    newWorkspace: () =>
      withSystem(db, async (tx) => {
        const user = await createUser(tx, { email: `bench${++people}@assay.example`, name: 'Bench' })
        return createWorkspace(tx, user, `Bench ${people}`)
      }),
    async close() {
      await owner.end()
      await db.close()
      await postgres.stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
