import { sql } from 'kysely'
import pg from 'pg'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import { copyKeys, markRows } from './mark-rows.ts'
import type { PeopleFile } from './people-file.ts'
import { sharedBits } from './scan/plan.ts'

/** Rows at a moment; another `id` is another set. `bits` never change. */
export interface RowSet {
  id: number
  bits: Uint32Array
}

interface Held extends RowSet {
  /** What the database's set was read at. */
  snapshot: string
}

/** Rows of a version whose people were taken out of the audience: in every process from its next question on. */
export class RemovedRows {
  readonly #db: Databases
  readonly #file: PeopleFile
  readonly #people: number
  #held: Promise<Held>

  constructor(db: Databases, file: PeopleFile, people: number) {
    this.#db = db
    this.#file = file
    this.#people = people
    this.#held = Promise.resolve({ id: 0, bits: sharedBits(people), snapshot: '1:1:' })
  }

  current(): Promise<RowSet> {
    const before = this.#held
    const now = before.then((held) => this.#refreshed(held))
    this.#held = now.catch(() => before)
    return now
  }

  async #refreshed(held: Held): Promise<Held> {
    const { snapshot, keys } = await withSystem(this.#db, async (tx) => {
      const since = `xid >= pg_snapshot_xmin(${pg.escapeLiteral(held.snapshot)}::pg_snapshot)
        and not pg_visible_in_snapshot(xid, ${pg.escapeLiteral(held.snapshot)}::pg_snapshot)`
      const { rows } = await sql<{ snapshot: string; more: boolean }>`
        select pg_current_snapshot()::text as snapshot,
          exists (select from audience_removals where ${sql.raw(since)}) as more`.execute(tx)
      const { snapshot = '', more = false } = rows[0] ?? {}
      const query = `select identity, true as is_sure from audience_removals where ${since}`
      return { snapshot, keys: more ? await copyKeys(tx, query) : null }
    })
    if (!keys) return { ...held, snapshot }
    const bits = sharedBits(this.#people)
    bits.set(held.bits)
    await markRows(this.#file, keys, bits, this.#people)
    return { id: held.id + 1, bits, snapshot }
  }
}
