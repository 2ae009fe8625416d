import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { DB } from '../../../db/types.gen.ts'
import type { Logger } from '../log.ts'
import { createPool } from './pool.ts'
import { prepareDatabase } from './prepare-database.ts'
import { checkLogin, type Group, loginOf } from './roles.ts'

export interface Databases {
  /** The request role: row-level security applies. */
  app: pg.Pool
  /** The system role: sees every workspace. */
  system: pg.Pool
  appDb: Kysely<DB>
  systemDb: Kysely<DB>
  ownerUrl: string
  systemUrl: string
  /** Version of the newest migration. */
  version: number
  /** A random key of this installation from `platform_secrets`: `auth`, `identity`, … */
  secret(name: string): Buffer
  /** Tells whoever `onWake` names that a transaction wrote. */
  wake: () => void
  onWake(listener: () => void): void
  close(): Promise<void>
}

export interface OpenOptions {
  ownerUrl: string
  appUrl?: string | null
  systemUrl?: string | null
  /** Connections of the request pool. */
  poolSize?: number
  log: Logger
}

/** Prepares the database (migrations, roles) and opens the pools. */
export async function openDatabases(options: OpenOptions): Promise<Databases> {
  const { ownerUrl, log, poolSize = 20 } = options
  const { version, secrets, foldsAccents } = await prepareDatabase(ownerUrl, {
    logins: missingLogins(options),
  })
  if (!foldsAccents)
    log.warn(
      "the database's locale does not know upper and lower case of letters with accents, so searches tell É from é: " +
        'create it with a UTF-8 locale such as C.UTF-8',
    )
  const secret = (name: string) => {
    const value = secrets.get(name)
    if (!value) throw new Error(`platform_secrets has no ${name}`)
    return value
  }
  const appUrl = options.appUrl ?? withLogin(ownerUrl, loginOf(secret('login'), 'assay_app'))
  const systemUrl = options.systemUrl ?? withLogin(ownerUrl, loginOf(secret('login'), 'assay_system'))
  const app = createPool({ url: appUrl, name: 'assay app', max: poolSize, log })
  const system = createPool({ url: systemUrl, name: 'assay system', max: Math.ceil(poolSize / 2), log })
  let listener = () => {}
  const close = async () => {
    await Promise.all([app.end(), system.end()])
  }
  try {
    await Promise.all([check(app, 'assay_app'), check(system, 'assay_system')])
  } catch (error) {
    await close()
    throw error
  }
  return {
    app,
    system,
    appDb: new Kysely<DB>({ dialect: new PostgresDialect({ pool: app }) }),
    systemDb: new Kysely<DB>({ dialect: new PostgresDialect({ pool: system }) }),
    ownerUrl,
    systemUrl,
    version,
    secret,
    wake: () => listener(),
    onWake: (next) => {
      listener = next
    },
    close,
  }
}

function missingLogins({ appUrl, systemUrl }: OpenOptions): Group[] {
  const missing: Group[] = []
  if (!appUrl) missing.push('assay_app')
  if (!systemUrl) missing.push('assay_system')
  return missing
}

async function check(pool: pg.Pool, group: Group) {
  const client = await pool.connect()
  try {
    await checkLogin(client, group)
  } finally {
    client.release()
  }
}

function withLogin(url: string, { name, password }: { name: string; password: string }): string {
  const result = new URL(url)
  result.username = name
  result.password = password
  return result.href
}
