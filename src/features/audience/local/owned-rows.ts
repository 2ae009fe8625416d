import pg from 'pg'
import { type Databases, withWorkspace } from '../../../platform/db/index.ts'
import { copyKeys, type KeyFile, markRows } from './mark-rows.ts'
import { changesSince, currentSnapshot, everyKey, keysSince } from './owned-keys.ts'
import type { PeopleFile } from './people-file.ts'
import type { RowSet } from './removed-rows.ts'
import { sharedBits } from './scan/plan.ts'

/** Read anew after so long: a suppression that was lifted leaves no trace to notice it by. */
const MAX_AGE_MS = 600_000
/** Workspaces whose rows are kept; a set is a bit for each person. */
const KEPT = 16

interface Held extends RowSet {
  snapshot: string
  readAt: number
}

/**
 * Rows of a version that are not net new to a workspace: of people it has, must not have or has paid for. As
 * store_leads() sees it: an email always tells who somebody is, a phone with its name or a LinkedIn URL only where one
 * of the two has no email. Exact at every question: what was committed before it counts.
 */
export class OwnedRows {
  readonly #db: Databases
  readonly #file: PeopleFile
  readonly #people: number
  readonly #held = new Map<string, Promise<Held | null>>()
  #made = 0

  constructor(db: Databases, file: PeopleFile, people: number) {
    this.#db = db
    this.#file = file
    this.#people = people
  }

  of(workspaceId: string): Promise<RowSet> {
    const before = this.#held.get(workspaceId) ?? Promise.resolve(null)
    const now = before.then((held) => this.#refreshed(workspaceId, held))
    this.#held.delete(workspaceId)
    this.#held.set(
      workspaceId,
      now.catch(() => null),
    )
    if (this.#held.size > KEPT) this.#held.delete(this.#held.keys().next().value as string)
    return now
  }

  async #refreshed(workspaceId: string, given: Held | null): Promise<Held> {
    const held = given && Date.now() - given.readAt < MAX_AGE_MS ? given : null
    const { from, snapshot, keys } = await withWorkspace(this.#db, workspaceId, async (tx) => {
      const changes = held && (await changesSince(tx, held.snapshot))
      if (!held || !changes || changes.must_reload) {
        // Taken first: what is committed between the two is read, and noticed once more at the next question.
        const snapshot = await currentSnapshot(tx)
        return { from: null, snapshot, keys: await copyKeys(tx, everyKey) }
      }
      const { snapshot, created_since, has_suppressed } = changes
      const isSame = created_since === null && !has_suppressed
      const query = keysSince(
        pg.escapeLiteral(held.snapshot),
        created_since && pg.escapeLiteral(created_since),
      )
      return { from: held, snapshot, keys: isSame ? null : await copyKeys(tx, query) }
    })
    if (from && !keys) return { ...from, snapshot }
    return { ...(await this.#marked(from, keys)), snapshot, readAt: from?.readAt ?? Date.now() }
  }

  async #marked(from: RowSet | null, keys: KeyFile | null): Promise<RowSet> {
    const bits = sharedBits(this.#people)
    if (from) bits.set(from.bits)
    if (keys) await markRows(this.#file, keys, bits, this.#people)
    return { id: ++this.#made, bits }
  }
}
