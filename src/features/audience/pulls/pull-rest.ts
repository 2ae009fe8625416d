import { setTimeout as sleep } from 'node:timers/promises'
import { type Databases, withWorkspace } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { retryConflicts } from '../../leads/index.ts'
import type { AudienceProvider } from '../providers/provider.ts'
import { fetchPage, type Page } from './fetch-page.ts'
import { publishPull } from './publish-pull.ts'
import type { PullRun } from './pull-run.ts'
import { storePeople } from './store-people.ts'

/** Live clients hear of progress at most this often. */
const PROGRESS_MS = 500
/** How often a provider may answer nobody but people it answered before, and what it is given to notice they are ours. */
const MAX_REPEATS = 20
const REPEAT_WAIT_MS = 250

/**
 * Goes on with a pull until it is over: asks the provider for people, stores and charges them, asks again for as many
 * as were not new. Throws what the provider throws; then what came so far stays, and the pull can be taken up again.
 */
export async function pullRest(
  db: Databases,
  provider: AudienceProvider,
  begun: PullRun,
  signal?: AbortSignal,
): Promise<void> {
  let run = begun
  const told = { at: 0 }
  const seen = new Set<string>()
  let repeats = 0
  while (!run.isOver) {
    signal?.throwIfAborted()
    const page = await fetchPage(provider, run, signal)
    const isRepeat = page.refs.length > 0 && page.refs.every((ref) => seen.has(ref))
    if (isRepeat && ++repeats > MAX_REPEATS) {
      throw new Problem('upstream', 'The audience answered the same people again and again')
    }
    if (isRepeat) await sleep(REPEAT_WAIT_MS, undefined, { signal })
    for (const ref of page.refs) seen.add(ref)
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
