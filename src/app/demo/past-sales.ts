import { randomUUID } from 'node:crypto'
import { recountFigures } from '../../features/analytics/index.ts'
import { grantCredits } from '../../features/credits/index.ts'
import { buyListings, listListings } from '../../features/marketplace/index.ts'
import { decidePayout, requestPayout, savePayoutAccount } from '../../features/partners/index.ts'
import { withSystem, withWorkspace } from '../../platform/db/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { backdate } from './backdate.ts'
import { type Owner, owner } from './owner.ts'

type Db = Platform['db']

/** Orders of another team, oldest first, and what became of what they earned the first partner. */
const PAST = [
  { daysAgo: 47, became: 'paid' },
  { daysAgo: 33, became: 'in payout' },
  { daysAgo: 19, became: 'available' },
] as const

/** What such an order takes: of each price so many. At 40% the first earn just more than the least of a payout. */
const TAKEN = [
  { price: 4.5, limit: 95 },
  { price: 3, limit: 15 },
]

/**
 * Sales whose holdback has passed, so that a partner has earnings in every state: paid by hand, asked for, and free
 * to be asked for. Each step looks whether it was done, so that it goes on after a kill.
 */
export async function makePastSales(db: Db, operator: Owner, partner: Owner, others: Owner[]) {
  for (const { workspaceId } of [partner, ...others]) {
    const wish = {
      method: 'manual' as const,
      automatic: false,
      payee_name: 'Demo Payee',
      pay_to: 'Demo bank, 0000 0000',
    }
    await withWorkspace(db, workspaceId, (tx) => savePayoutAccount(tx, wish, false))
  }
  const team = await owner(db, 'buyer2@demo.example', 'Bo Buyer', 'Tidewater Growth')
  await withSystem(db, (tx) =>
    grantCredits(tx, {
      ...{ operatorId: operator.userId, workspaceId: team.workspaceId, credits: 1500 },
      ...{ reason: 'Welcome to the demo', idempotencyKey: 'demo-welcome-2' },
    }),
  )
  for (const [index, { daysAgo, became }] of PAST.entries()) {
    await backdate(db.ownerUrl, { orderId: await orderOf(db, team, index), daysAgo })
    if (became !== 'available') await payOut(db, operator, partner, index, became === 'paid')
  }
  // the sales are on other days now, and no verb told of that
  for (const { workspaceId } of [team, partner, ...others]) await recountFigures(db, workspaceId)
}

/** The team's order of this number; bought the first time. */
async function orderOf(db: Db, { workspaceId, userId }: Owner, index: number): Promise<string> {
  const made = await withWorkspace(db, workspaceId, (tx) =>
    tx.selectFrom('orders').select('id').orderBy('id').offset(index).limit(1).executeTakeFirst(),
  )
  if (made) return made.id
  const listing_ids: string[] = []
  for (const { price, limit } of TAKEN) {
    const { data } = await withWorkspace(db, workspaceId, (tx) =>
      listListings(tx, { price_min: price, price_max: price, sort: 'score', limit, hide_owned: true }),
    )
    listing_ids.push(...data.map(({ id }) => id))
  }
  const request = { listing_ids, on_unavailable: 'skip' as const }
  const bought = await buyListings(db, {
    ...{ workspaceId, actorId: userId, idempotencyKey: `demo-${randomUUID()}`, request },
  })
  return bought.order_id
}

async function payOut(db: Db, operator: Owner, partner: Owner, index: number, isPaid: boolean) {
  const { payout_id, status } = await withWorkspace(db, partner.workspaceId, (tx) =>
    requestPayout(tx, { actorId: partner.userId, idempotencyKey: `demo-payout-${index}` }),
  )
  if (!isPaid || status !== 'requested') return
  await withSystem(db, (tx) =>
    decidePayout(tx, {
      ...{ operatorId: operator.userId, payoutId: payout_id },
      ...{ status: 'paid', words: 'Demo transfer 0001' },
    }),
  )
}
