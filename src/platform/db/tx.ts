import {
  DefaultQueryExecutor,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type pg from 'pg'
import type { DB } from '../../../db/types.gen.ts'

/** A Kysely bound to one connection inside one transaction. */
export type Tx = Kysely<DB>

const clients = new WeakMap<Tx, pg.PoolClient>()
const compiler = new PostgresQueryCompiler()
const adapter = new PostgresAdapter()

function refuse(): never {
  throw new Error('A transaction is one connection: it opens no other and does not nest')
}

const driver: Driver = {
  init: async () => {},
  acquireConnection: refuse,
  beginTransaction: refuse,
  commitTransaction: refuse,
  rollbackTransaction: refuse,
  releaseConnection: async () => {},
  destroy: async () => {},
}

const dialect: Dialect = {
  createAdapter: () => adapter,
  createDriver: () => driver,
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => compiler,
}

/** Wraps a client that is inside a transaction; cheap enough to do for every transaction. */
export function txOf(client: pg.PoolClient): Tx {
  const connection = {
    async executeQuery<R>({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) {
      const result = await client.query(sql, parameters as unknown[])
      return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) }
    },
    streamQuery: refuse,
  }
  const executor = new DefaultQueryExecutor(compiler, adapter, {
    provideConnection: (consumer) => consumer(connection),
  })
  const tx = new Kysely<DB>({ config: { dialect }, dialect, driver, executor })
  clients.set(tx, client)
  return tx
}

/** The connection under a transaction, for COPY, cursors and named statements. Do not begin, commit or release. */
export function clientOf(tx: Tx): pg.PoolClient {
  const client = clients.get(tx)
  if (!client) throw new Error('Not a transaction of withWorkspace or withSystem')
  return client
}
