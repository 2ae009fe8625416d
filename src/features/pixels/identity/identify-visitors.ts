import { type Databases, type Tx, withWorkspace } from '../../../platform/db/index.ts'
import { retryConflicts } from '../../leads/index.ts'
import { engageRecent } from './engage-leads.ts'
import { followLinks } from './follow-links.ts'
import { judgeLinks } from './judge-links.ts'
import { catchUpHashes } from './own-lead-hashes.ts'
import { settleLinks } from './settle-links.ts'
import { storePeople } from './store-people.ts'
import { dropRepeats, waitingLinks } from './waiting-links.ts'

/** The ingest queues it by this name when a browser was identified. */
export const IDENTIFY = 'pixels.identify'
const BATCH = 200

/**
 * Finds out whose browsers the waiting links of a workspace tell of, and counts the visits of those who are known. It may
 * run twice at once: a person identified by both is one lead.
 */
export async function identifyVisitors(
  db: Databases,
  workspaceId: string,
  signal: AbortSignal,
): Promise<void> {
  await catchUpHashes(db, workspaceId, signal)
  let after: string | null = null
  do {
    signal.throwIfAborted()
    const from: string | null = after
    after = await retryConflicts(() =>
      withWorkspace(db, workspaceId, (tx) => identifySome(tx, db, workspaceId, from)),
    )
  } while (after !== null)
  await engageRecent(db, workspaceId, signal)
}

/** Answers the link to go on after; null when these were the last. */
async function identifySome(
  tx: Tx,
  db: Databases,
  workspaceId: string,
  after: string | null,
): Promise<string | null> {
  if (after === null) await dropRepeats(tx)
  const links = await waitingLinks(tx, after, BATCH)
  if (links.length > 0) {
    const { found, store, refused, waiting } = await judgeLinks(tx, db, workspaceId, links)
    const stored = await storePeople(tx, store)
    // Who was not stored must not be, as became known meanwhile.
    const gone = store.flatMap(({ link }) => (stored.has(link.id) || found.has(link.id) ? [] : [link.id]))
    const visitors = await settleLinks(tx, {
      found: new Map([...found, ...stored]),
      refused: [...refused, ...gone],
      waiting,
    })
    await followLinks(tx, visitors)
  }
  return links.length < BATCH ? null : (links.at(-1)?.id ?? null)
}
