import { sql } from 'kysely'
import { type Databases, type Tx, withWorkspace } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { type AudienceProvider, refuseCannot } from '../../audience/index.ts'
import { toCredits, toHundredths } from '../../credits/index.ts'
import { publishSegment } from '../publish-segment.ts'
import { findSegment, readSegment, type StoredSegment } from '../read-segment.ts'
import type { Segment, StandingOrderWish } from '../schema.ts'
import { lookAtAudience } from './look-at-audience.ts'
import { mostLeads, readOrderTerms } from './read-order-terms.ts'

export interface OrderedBy {
  workspaceId: string
  /** For whom it spends: whose caps count; null for a program. */
  actorId: string | null
}

/**
 * Gives a segment of the audience its standing order, or changes it. It runs at `next_at`: at once unless told
 * otherwise; one for new people waits for people who are not there yet.
 */
export async function setStandingOrder(
  db: Databases,
  provider: AudienceProvider,
  { workspaceId, actorId }: OrderedBy,
  id: string,
  wish: StandingOrderWish,
): Promise<Segment> {
  const segment = await withWorkspace(db, workspaceId, (tx) => findSegment(tx, id))
  refuseSegment(segment)
  refuseCannot(provider, segment.filters)
  const seen = wish.cadence === 'new' ? await lookAtAudience(provider, workspaceId, segment.filters) : null
  return withWorkspace(db, workspaceId, async (tx) => {
    refuseSegment(await findSegment(tx, id, { isLocked: true }))
    await refuseUnconfirmed(tx, wish, actorId)
    const maxCredits = wish.max_credits === null ? null : toHundredths(wish.max_credits)
    await sql`
      insert into standing_orders as o (workspace_id, segment_id, cadence, max_leads, max_credits_hundredths, tags, status,
        next_at, actor_id, seen_version, seen_count)
      values (current_workspace(), ${id}, ${wish.cadence}, ${wish.max_leads}, ${maxCredits}, ${wish.tags}::text[],
        ${wish.status}, coalesce(${wish.next_at ?? null}::timestamptz, now()), ${actorId}::uuid,
        ${seen?.version ?? null}, ${seen?.count ?? null})
      on conflict (workspace_id, segment_id) do update set cadence = excluded.cadence, max_leads = excluded.max_leads,
        max_credits_hundredths = excluded.max_credits_hundredths, tags = excluded.tags, status = excluded.status,
        paused_reason = null, actor_id = excluded.actor_id,
        next_at = case when ${wish.next_at ?? null}::timestamptz is null and o.cadence = excluded.cadence
          then o.next_at else excluded.next_at end,
        seen_version = case when o.cadence = excluded.cadence then o.seen_version else excluded.seen_version end,
        seen_count = case when o.cadence = excluded.cadence then o.seen_count else excluded.seen_count end,
        -- what ended the last pull is answered by whoever goes on
        last_pull_id = null, updated_at = now()`.execute(tx)
    await publishSegment(tx, 'segment.updated', id)
    return readSegment(tx, id, actorId)
  })
}

function refuseSegment({ target, status }: StoredSegment): void {
  if (target === 'leads') {
    throw new Problem(
      'invalid_input',
      'The people of this segment are your own leads already: nobody is left to pull',
    )
  }
  if (status === 'archived') throw new Problem('conflict', 'This segment is archived: make it active first')
}

/** A guard asks once, when the order is given, for what it asks of each pull. */
async function refuseUnconfirmed(tx: Tx, wish: StandingOrderWish, actorId: string | null): Promise<void> {
  const terms = await readOrderTerms(tx, actorId)
  const cost = mostLeads(wish, terms.price_hundredths) * terms.price_hundredths
  const above = terms.confirm_above_hundredths
  if (above === null || cost <= above || toHundredths(wish.confirmed_credits ?? 0) >= cost) return
  throw new Problem(
    'confirmation_required',
    `A run may cost ${toCredits(cost)} credits, which must be confirmed with its amount`,
    { total: toCredits(cost), confirm_above: toCredits(above) },
  )
}

/** Ends a standing order; a pull of it that runs goes on. */
export async function deleteStandingOrder(tx: Tx, id: string): Promise<void> {
  await findSegment(tx, id)
  const { numAffectedRows } = await sql`
    delete from standing_orders where workspace_id = current_workspace() and segment_id = ${id}`.execute(tx)
  if (numAffectedRows === 0n) throw new Problem('not_found', 'This segment has no standing order')
  await publishSegment(tx, 'segment.updated', id)
}
