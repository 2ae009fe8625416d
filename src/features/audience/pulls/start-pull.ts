import { type Databases, type Tx, withWorkspace } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { retryConflicts } from '../../leads/index.ts'
import type { AudienceProvider } from '../providers/provider.ts'
import { MAX_PULL_AT_ONCE } from '../schema.ts'
import { refuseCannot } from '../search/refuse-cannot.ts'
import { requireVersion } from '../search/require-version.ts'
import { endPull } from './end-pull.ts'
import { type OnceKey, type PullKey, pullKey } from './once-key.ts'
import { openPull, type PullWish, refusePull } from './open-pull.ts'
import { answerOf, type KeptAnswer, type PullAnswer, withLeads } from './pull-answers.ts'
import { pullRest } from './pull-rest.ts'
import type { PullRun } from './pull-run.ts'
import { type Page, type ReadPage, readPages } from './read-pages.ts'
import { type Batch, storePeople } from './store-people.ts'
import { takeUpPull } from './take-up-pull.ts'

export interface StartPull extends PullWish {
  /** The Idempotency-Key and what was asked under it; null takes effect each time. */
  once: OnceKey | null
  /** Ends the provider's work while nothing has been stored yet. */
  signal?: AbortSignal | undefined
}

/**
 * Pulls people: up to MAX_PULL_AT_ONCE are there when it answers (status 200, with the leads), more become a job (202).
 * Throws a 422 problem for a field the provider cannot do, what openPull refuses, and what the provider throws while
 * nobody has come yet; a fault after that ends the pull as failed, and its answer says what came.
 */
export async function startPull(
  db: Databases,
  provider: AudienceProvider,
  wish: StartPull,
): Promise<PullAnswer> {
  const { workspaceId, limit, filters, tags = [] } = wish
  refuseCannot(provider, filters)
  const key = wish.once && pullKey(wish.once)
  const inWorkspace = <T>(work: (tx: Tx) => Promise<T>) =>
    retryConflicts(() => withWorkspace(db, workspaceId, work))
  const earlier = await inWorkspace(async (tx) => {
    const kept = (await key?.find(tx)) ?? null
    if (kept !== null) return withLeads(tx, kept)
    await refusePull(tx, wish)
    return null
  })
  if (earlier !== null) return earlier
  await requireVersion(provider)

  const isQueued = limit > MAX_PULL_AT_ONCE
  const readPage = readPages(provider, { workspaceId, filter: filters, tags })
  const page = isQueued ? null : await readPage(limit, null, wish.signal)
  const { answer, run } = await inWorkspace((tx) => begin(tx, provider, wish, key, page))
  if (run === null || run.isOver) return inWorkspace((tx) => withLeads(tx, answer))
  await finish(db, readPage, run)
  return inWorkspace(async (tx) => {
    const kept = await answerOf(tx, workspaceId, run.id)
    await key?.keep(tx, kept)
    return withLeads(tx, kept)
  })
}

interface Begun {
  answer: KeptAnswer
  /** The pull as its first batch left it; null for a job and for the answer of an earlier request. */
  run: PullRun | null
}

/** The pull, its key and its first people in one transaction. */
async function begin(
  tx: Tx,
  provider: AudienceProvider,
  wish: PullWish,
  key: PullKey | null,
  page: Page | null,
): Promise<Begun> {
  const earlier = (await key?.claim(tx)) ?? null
  if (earlier !== null) return { answer: earlier, run: null }
  const id = await openPull(tx, provider, wish, { isQueued: page === null })
  const run = page && (await storeAtOnce(tx, id, page))
  const answer = await answerOf(tx, wish.workspaceId, id)
  await key?.keep(tx, answer)
  return { answer, run }
}

/** All of the first page; a second time only for people whose place duplicates left. */
async function storeAtOnce(tx: Tx, pullId: string, page: Page): Promise<PullRun> {
  let run = (await takeUpPull(tx, pullId))?.run
  if (!run) throw new Error('A pull that was just opened is over')
  let at = 0
  do {
    const batch: Batch = await storePeople(tx, run, page, at)
    run = batch.run
    at += batch.taken
  } while (!run.isOver && at < page.leads.length)
  return run
}

/** The rest of a pull that somebody waits for; what came stays when the provider fails. */
async function finish(db: Databases, readPage: ReadPage, run: PullRun): Promise<void> {
  try {
    await pullRest(db, readPage, run)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    await withWorkspace(db, run.workspaceId, (tx) =>
      endPull(tx, run.id, { status: 'failed', failure: error.message }),
    )
  }
}
