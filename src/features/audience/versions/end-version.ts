import { sql } from 'kysely'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import type { LoadProgress } from './schema.ts'

/** Says how far a load is. False: it is no longer to be loaded, somebody cancelled it. */
export function touchVersion(db: Databases, id: string, progress: LoadProgress): Promise<boolean> {
  return change(
    db,
    sql`
    update audience_versions set progress = ${JSON.stringify(progress)}::jsonb, touched_at = now()
    where id = ${id} and status = 'loading'`,
  )
}

export interface Made {
  people: number
  bytes: number
  progress: LoadProgress
}

/** From now on people search it. False: it was cancelled meanwhile. */
export function finishVersion(
  db: Databases,
  id: string,
  { people, bytes, progress }: Made,
): Promise<boolean> {
  return change(
    db,
    sql`
    update audience_versions set status = 'ready', people = ${people}, bytes = ${bytes},
      progress = ${JSON.stringify(progress)}::jsonb, ready_at = now(), activated_at = clock_timestamp(), touched_at = now()
    where id = ${id} and status = 'loading'`,
  )
}

export function failVersion(
  db: Databases,
  id: string,
  failure: string,
  progress: LoadProgress,
): Promise<boolean> {
  return change(
    db,
    sql`
    update audience_versions set status = 'failed', failure = ${failure}, progress = ${JSON.stringify(progress)}::jsonb,
      touched_at = now()
    where id = ${id} and status in ('waiting', 'loading')`,
  )
}

function change(db: Databases, statement: ReturnType<typeof sql>): Promise<boolean> {
  return withSystem(db, async (tx) => {
    const { numAffectedRows = 0n } = await statement.execute(tx)
    return numAffectedRows > 0n
  })
}
