import { sql } from 'kysely'
import { type Databases, type Tx, withWorkspace } from '../../../platform/db/index.ts'
import { requestHash, toHundredths } from '../../credits/index.ts'
import { enqueueRun } from './enqueue-run.ts'
import type { EnrichedField } from './fields.ts'
import type { Asker } from './open-matching.ts'
import { readPreview } from './read-preview.ts'
import { readRun } from './read-run.ts'
import type { RunDetail } from './schema.ts'

export interface RunWish {
  match_id: string
  min_confidence: number
  overwrite: readonly EnrichedField[]
  max_credits: number | null
  confirmed_credits: number | null
}

/**
 * Makes a match preview a run that a job does. Asked again under the same key it answers the first run. Refuses with 402
 * for too few credits, 403 while spending is stopped, 404 for an unknown preview and 409 for one that was run.
 */
export async function openRun(db: Databases, by: Asker, wish: RunWish, key: string): Promise<RunDetail> {
  const once = { key, hash: requestHash({ ...wish, overwrite: [...wish.overwrite] }) }
  const earlier = () => withWorkspace(db, by.workspaceId, (tx) => findRunOfKey(tx, once))
  const id =
    (await earlier()) ??
    (await open(db, by, wish, once).catch(async (error) => {
      // The same request may have made it a run meanwhile, which is no preview any more.
      const meanwhile = await earlier()
      if (meanwhile === null) throw error
      return meanwhile
    }))
  return withWorkspace(db, by.workspaceId, (tx) => readRun(tx, by.workspaceId, id))
}

async function open(db: Databases, by: Asker, wish: RunWish, once: OnceKey): Promise<string> {
  const { credit_cost } = await readPreview(db, by, wish.match_id, wish)
  return withWorkspace(db, by.workspaceId, async (tx) => {
    const earlier = await findRunOfKey(tx, once)
    if (earlier) return earlier
    await openEnrichment(tx, by, { ...wish, most: toHundredths(credit_cost), once })
    await enqueueRun(tx, by.workspaceId, wish.match_id)
    return wish.match_id
  })
}

export interface OnceKey {
  key: string
  hash: Buffer
}

/** The run that was opened under this key; a 409 when it was for another request. */
export async function findRunOfKey(tx: Tx, { key, hash }: OnceKey): Promise<string | null> {
  const { rows } = await sql<{
    id: string | null
  }>`select find_enrichment_key(${key}, ${hash}) as id`.execute(tx)
  return rows[0]?.id ?? null
}

/** `most`: what it may cost, in hundredths, as far as is known now. */
export async function openEnrichment(
  tx: Tx,
  by: Asker,
  wish: RunWish & { most: number; once: OnceKey },
): Promise<void> {
  const { match_id, min_confidence, overwrite, max_credits, confirmed_credits, most, once } = wish
  const max = max_credits === null ? null : toHundredths(max_credits)
  const confirmed = confirmed_credits === null ? null : toHundredths(confirmed_credits)
  await sql`
    select open_enrichment(${match_id}::uuid, ${min_confidence}::real, ${[...overwrite]}::text[], ${max}::bigint,
      ${by.actorId}::uuid, ${most}::bigint, ${confirmed}::bigint, ${once.key}, ${once.hash})`.execute(tx)
}
