import { answerReturn, openReturns } from '../../features/marketplace/index.ts'
import { withSystem, withWorkspace } from '../../platform/db/index.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Owner } from './owner.ts'

type Db = Platform['db']

const RETURNS = [
  {
    reason: 'wrong_number',
    evidence: 'The number belongs to a bakery that has never heard of this company. Called twice.',
    accepted: 'You are right, the number was mistyped at the source.',
  },
  {
    reason: 'wrong_person',
    evidence: 'The colleague who answered says this person left the company in spring.',
    accepted: null,
  },
] as const

/** Two items of the buyer's that came from this partner are returned: one was accepted, one waits for an answer. */
export async function makeReturns(db: Db, buyer: Owner, partner: Owner): Promise<void> {
  const items = await withSystem(db, (tx) =>
    tx
      .selectFrom('order_items')
      .select(['order_id', 'listing_id'])
      .where('workspace_id', '=', buyer.workspaceId)
      .where('partner_id', '=', partner.workspaceId)
      .orderBy('listing_id')
      .limit(RETURNS.length)
      .execute(),
  )
  for (const [index, { order_id, listing_id }] of items.entries()) {
    const { reason, evidence, accepted } = RETURNS[index] as (typeof RETURNS)[number]
    const { returns } = await openReturns(db, {
      ...{ workspaceId: buyer.workspaceId, orderId: order_id, actorId: buyer.userId },
      ...{ idempotencyKey: `demo-return-${index}`, request: { items: [{ listing_id, reason, evidence }] } },
    })
    const returnId = returns[0]?.return_id
    if (accepted && returnId) await accept(db, partner, returnId, accepted)
  }
}

async function accept(db: Db, { workspaceId, userId }: Owner, returnId: string, note: string) {
  const open = await withSystem(db, (tx) =>
    tx
      .selectFrom('returns')
      .select('id')
      .where('id', '=', returnId)
      .where('status', '=', 'with_partner')
      .execute(),
  )
  if (open.length === 0) return
  await withWorkspace(db, workspaceId, (tx) =>
    answerReturn(tx, { returnId, accept: true, note, actorId: userId }),
  )
}
