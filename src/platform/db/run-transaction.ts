import type pg from 'pg'
import { type Tx, txOf } from './tx.ts'

/**
 * Runs `work` between `opening` (which begins the transaction) and a commit; any error rolls back.
 * `onWrite` is called after the commit of a transaction that wrote something.
 */
export async function runTransaction<T>(
  pool: pg.Pool,
  opening: string,
  work: (tx: Tx) => Promise<T>,
  onWrite: () => void,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(opening)
    const result = await work(txOf(client))
    if (await commit(client)) onWrite()
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/**
 * One round trip that commits and tells whether the transaction wrote. A transaction that an error has
 * aborted fails here on its `select`, where a bare COMMIT would quietly roll back.
 */
async function commit(client: pg.PoolClient): Promise<boolean> {
  const results = (await client.query(
    'select pg_current_xact_id_if_assigned() is not null as wrote; commit',
  )) as unknown as pg.QueryResult<{ wrote: boolean }>[]
  return results[0]?.rows[0]?.wrote ?? true
}
