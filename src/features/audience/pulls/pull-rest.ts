import { setTimeout as sleep } from 'node:timers/promises'
import { type Databases, withWorkspace } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { retryConflicts } from '../../leads/index.ts'
import { publishPull } from './publish-pull.ts'
import type { PullRun } from './pull-run.ts'
import type { Page, ReadPage } from './read-pages.ts'
import { storePeople } from './store-people.ts'

/** Live clients hear of progress at most this often. */
const PROGRESS_MS = 500
/** How often in a row a provider may answer only people it answered before, and its time to notice that they are ours. */
const MAX_REPEATS = 10
const REPEAT_WAIT_MS = 200

/**
 * Goes on with a pull until it is over: asks the provider for people, stores and charges them, asks again for as many
 * as were not new. Throws what the provider throws; then what came so far stays, and the pull can be taken up again.
 */
export async function pullRest(
  db: Databases,
  readPage: ReadPage,
  begun: PullRun,
  signal?: AbortSignal,
): Promise<void> {
  let run = begun
  const told = { at: 0 }
  let repeats = 0
  while (!run.isOver) {
    signal?.throwIfAborted()
    const page = await readPage(run.missing, run.place, signal)
    repeats = page.isRepeat ? repeats + 1 : 0
    if (repeats > MAX_REPEATS) {
      throw new Problem('upstream', 'The audience answered the same people again and again')
    }
    if (page.isRepeat) await sleep(REPEAT_WAIT_MS, undefined, { signal })
    run = await storePage(db, run, page, told)
  }
}

/** Stores all people of a page, in more than one transaction when only some can be paid for at first. */
async function storePage(db: Databases, begun: PullRun, page: Page, told: { at: number }): Promise<PullRun> {
  let run = begun
  let at = 0
  do {
    const isDue = Date.now() - told.at >= PROGRESS_MS
    if (isDue) told.at = Date.now()
    const held = run
    const batch = await retryConflicts(() =>
      withWorkspace(db, held.workspaceId, async (tx) => {
        const stored = await storePeople(tx, held, page, at)
        if (isDue) await publishPull(tx, held.id)
        return stored
      }),
    )
    run = batch.run
    at += batch.taken
  } while (!run.isOver && at < page.leads.length)
  return run
}
