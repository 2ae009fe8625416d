import pg from 'pg'
import { installJobs } from '../jobs/install-jobs.ts'
import { checkLocale } from './check-locale.ts'
import { type Migration, migrate, readMigrations } from './migrate.ts'
import { ensureLogin, type Group } from './roles.ts'

/** Any constant number; every process that prepares an Assay database takes this lock. */
const PREPARE_LOCK = 4_017_002_601

export interface Prepared {
  version: number
  secrets: Map<string, Buffer>
  foldsAccents: boolean
}

export interface PrepareOptions {
  migrations?: Migration[]
  /** Groups whose login roles Assay makes itself. */
  logins?: Group[]
}

/** Brings a database to this version; any number of processes may do it at once, also on an empty one. */
export async function prepareDatabase(ownerUrl: string, options: PrepareOptions = {}): Promise<Prepared> {
  const migrations = options.migrations ?? (await readMigrations())
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'assay prepare' })
  client.on('error', () => {}) // reported by the statement that fails
  await client.connect()
  try {
    await client.query("set client_min_messages = 'warning'")
    const foldsAccents = await checkLocale(client)
    await client.query('select pg_advisory_lock($1)', [PREPARE_LOCK])
    await installJobs(ownerUrl)
    await migrate(client, migrations)
    const secrets = await readSecrets(client)
    const login = secrets.get('login')
    if (!login) throw new Error('The database lacks its login secret')
    for (const group of options.logins ?? ['assay_app', 'assay_system']) {
      await ensureLogin(client, login, group as Group)
    }
    return { version: migrations.at(-1)?.version ?? 0, secrets, foldsAccents }
  } finally {
    await client.end()
  }
}

async function readSecrets(client: pg.ClientBase): Promise<Map<string, Buffer>> {
  const { rows } = await client.query<{ name: string; value: Buffer }>(
    'select name, value from platform_secrets',
  )
  return new Map(rows.map((row) => [row.name, row.value]))
}
