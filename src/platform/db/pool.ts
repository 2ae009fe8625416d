import pg from 'pg'
import type { Logger } from '../log.ts'

const INT8 = 20
const DATE = 1082

/** Whole numbers up to 2^53 come as numbers; a larger one would lose digits silently, so it throws. */
function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a number`)
  return value
}

/** Calendar days stay text: a Date would shift them by the time zone. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8 && format !== 'binary') return parseInt8
    if (oid === DATE && format !== 'binary') return (text: string) => text
    return pg.types.getTypeParser(oid, format as 'text')
  },
} as pg.CustomTypesConfig

export interface PoolOptions {
  url: string
  name: string
  max: number
  log: Logger
  statementTimeoutMs?: number
}

/** A pool with limits on everything: connections, waiting, statements, idle transactions. */
export function createPool({ url, name, max, log, statementTimeoutMs = 60_000 }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: name,
    max,
    types,
    keepAlive: true,
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: 120_000,
    options: '-c jit=off',
  })
  // Without a handler an idle connection that Postgres closes would end the process.
  pool.on('error', (error) => {
    if (!pool.ending) log.warn({ err: error, pool: name }, 'idle database connection lost')
  })
  // A connection lost while in use fails its query too; unheard, its own event would end the process as well.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
