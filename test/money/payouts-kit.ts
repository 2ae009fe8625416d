import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { controlOf, startPaymentSimulator } from '../../src/payment-simulator/index.ts'
import { createStripe } from '../../src/platform/stripe/index.ts'
import type { TestWorld } from '../harness/index.ts'
import type { Person } from '../people.ts'
import { addListings, type Crowd, type Market } from './kit.ts'

type World = Pick<TestWorld, 'db' | 'ownerUrl' | 'log'>

export interface Asked {
  payout_id: string
  status: string
  method: string
  sales: number
  credits: number
  amount_cents: number
  currency: string
}

export interface PayoutState {
  status: string
  attempts: number
  stripe_transfer_id: string | null
  failure: string | null
  items: number
  reversed_cents: number
}

/** One function call as a transaction of a workspace's requests, or of the system without a workspace. */
export async function call(
  { pool }: Crowd,
  workspaceId: string | null,
  expression: string,
  values: unknown[],
): Promise<unknown> {
  const role = workspaceId ? `assay_app; set local app.workspace_id = '${workspaceId}'` : 'assay_system'
  const client = await pool.connect()
  try {
    await client.query(`begin; set local role ${role}`)
    const { rows } = await client.query(`select ${expression} as answer`, values)
    await client.query('commit')
    return rows[0].answer
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

/** Sells listings of the market's partner, each its own order, and lets their holdback pass. */
export async function sell(
  world: World,
  crowd: Crowd,
  market: Market,
  count: number,
  { price = 100, released = true } = {},
) {
  const listings = await addListings(world, market.partner, count, { price })
  const orders = []
  for (const listing of listings) {
    orders.push(await crowd.buy(market.buyer.workspaceId, { listings: [listing] }))
  }
  if (released) await release(crowd, listings)
  return { listings, orders }
}

/** As if their holdback had passed. */
async function release({ pool }: Crowd, listings: string[]): Promise<void> {
  await pool.query(
    `update order_items set released_at = now() - interval '1 hour' where listing_id = any ($1)`,
    [listings],
  )
}

/** Paid by hand. */
export function payByHand(crowd: Crowd, partner: Person, automatic = false): Promise<unknown> {
  return call(crowd, partner.workspaceId, 'save_payout_account($1, $2, $3, $4)', [
    ...['manual', automatic, 'Paula Data Ltd', 'IBAN XX00 0000'],
  ])
}

export const ask = (crowd: Crowd, partner: Person, key: string = randomUUID()) =>
  call(crowd, partner.workspaceId, 'request_payout(null, $1, $2)', [key, Buffer.from('{}')]) as Promise<Asked>

export const decide = (crowd: Crowd, operator: Person, payout: string, status: string, words: string) =>
  call(crowd, null, 'decide_payout($1, $2, $3, $4)', [operator.id, payout, status, words])

export async function payoutOf({ pool }: Crowd, id: string): Promise<PayoutState> {
  const { rows } = await pool.query(
    `select status, attempts, stripe_transfer_id, failure, reversed_cents::int,
       (select count(*)::int from order_items where payout_id = p.id) as items
     from payouts p where id = $1`,
    [id],
  )
  return rows[0]
}

/** How many sales of a partner are in each state. */
export async function statesOf(crowd: Crowd, partner: Person): Promise<Record<string, number>> {
  const totals = await call(
    crowd,
    partner.workspaceId,
    `(select coalesce(jsonb_object_agg(state, sales), '{}') from partner_earning_totals())`,
    [],
  )
  return totals as Record<string, number>
}

/** What the partner's accounts hold, in credits: what it may still ask for, what is on its way. */
export async function accountsOf({ pool }: Crowd, { workspaceId }: Person) {
  const { rows } = await pool.query(
    `select a.kind, (sum(e.amount_hundredths) / 100)::float8 as credits
     from ledger_accounts a join ledger_entries e on e.account_id = a.id
     where a.workspace_id = $1 and a.kind in ('earning', 'payout') group by a.kind`,
    [workspaceId],
  )
  const of = (kind: string) => rows.find((row) => row.kind === kind)?.credits ?? 0
  return { earning: of('earning'), payout: of('payout') }
}

export async function exceptionsOf({ pool }: Crowd, subject: string): Promise<string[]> {
  const { rows } = await pool.query('select kind from money_exceptions where subject = $1 order by kind', [
    subject,
  ])
  return rows.map(({ kind }) => kind)
}

/** A payment simulator, the app's client for it, and who plays the bank. Its webhooks lead nowhere. */
export async function startBank({ log }: World) {
  const dir = await mkdtemp(join(tmpdir(), 'assay-bank-'))
  const simulator = await startPaymentSimulator({
    ...{ host: '127.0.0.1', port: 0, dir, log, webhookUrl: 'http://127.0.0.1:9/none' },
  })
  const { url, secretKey, webhookSecret } = simulator
  const stripe = createStripe({ secretKey, webhookSecret, apiBase: url, isSimulated: true })
  const control = controlOf(simulator)
  await control.webhooks.drop()
  return {
    stripe,
    control,
    /** How often Stripe really paid for a payout. */
    transfersOf: async (payout: string) =>
      (await stripe.transfers.list({ transfer_group: payout, limit: 100 })).data,
    async stop() {
      await simulator.stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

export type Bank = Awaited<ReturnType<typeof startBank>>

/** A ready Stripe account for a partner; answers its id. */
export async function payByStripe(crowd: Crowd, bank: Bank, { workspaceId }: Person): Promise<string> {
  const { id } = await bank.stripe.accounts.create({
    type: 'express',
    capabilities: { transfers: { requested: true } },
    metadata: { workspace_id: workspaceId },
  })
  await bank.control.setAccount(id, 'enabled')
  await call(crowd, null, 'keep_stripe_account($1, $2)', [workspaceId, id])
  await call(crowd, null, `note_stripe_account($1, true, true, '{}', now())`, [id])
  return id
}
