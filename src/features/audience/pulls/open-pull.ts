import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { toHundredths } from '../../credits/index.ts'
import type { AudienceProvider } from '../providers/provider.ts'
import type { AudienceFilter } from '../schema.ts'
import { enqueuePull } from './enqueue-pull.ts'

/** What somebody, or a standing order, asks to have pulled. */
export interface PullWish {
  workspaceId: string
  /** Whose guards hold; null for a program. */
  actorId: string | null
  filters: AudienceFilter
  /** How many new people at most, 1 to MAX_PULL. */
  limit: number
  /** Ends the pull when another person would cost more than this in all. */
  maxCredits?: number | null | undefined
  /** Given to every lead that comes. */
  tags?: string[] | undefined
  /** What somebody has confirmed to pay at most; needed above what the workspace's guards say. */
  confirmedCredits?: number | null | undefined
  segmentId?: string | null | undefined
  /** Asked for by a standing order. */
  standing?: boolean | undefined
}

/**
 * Begins a pull in the workspace of the transaction and answers its id. Refuses as refuse_pull() does: 402 without
 * credits for one person, 403 while spending is stopped, 409 for a month's cap and for an amount to be confirmed.
 */
export async function openPull(
  tx: Tx,
  provider: AudienceProvider,
  wish: PullWish,
  { isQueued }: { isQueued: boolean },
): Promise<string> {
  const { filters, limit, tags = [], actorId, segmentId = null, standing = false } = wish
  const { rows } = await sql<{ id: string }>`
    select open_pull(${provider.name}, ${JSON.stringify(filters)}::jsonb, ${segmentId}::uuid, ${standing}, ${limit}::int,
      ${hundredths(wish.maxCredits)}::bigint, ${tags}::text[], ${actorId}::uuid,
      ${hundredths(wish.confirmedCredits)}::bigint, ${isQueued}) as id`.execute(tx)
  const id = rows[0]?.id as string
  if (isQueued) await enqueuePull(tx, wish.workspaceId, id)
  return id
}

/** Throws what openPull would, so that nobody asks a provider for people that cannot be paid for. */
export async function refusePull(tx: Tx, wish: PullWish): Promise<void> {
  await sql`
    select refuse_pull(${wish.actorId}::uuid, ${wish.limit}::int, ${hundredths(wish.maxCredits)}::bigint,
      ${hundredths(wish.confirmedCredits)}::bigint)`.execute(tx)
}

function hundredths(credits: number | null | undefined): number | null {
  return credits === null || credits === undefined ? null : toHundredths(credits)
}
