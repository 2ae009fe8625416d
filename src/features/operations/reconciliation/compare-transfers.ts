import { sql } from 'kysely'
import Stripe from 'stripe'
import { z } from 'zod'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import { createdIn, type FoundDifference, idOf, inBatches, PAGE, type Span } from './difference.ts'

interface Payout {
  id: string
  workspace_id: string
  stripe_transfer_id: string | null
  amount_cents: number
  reversed_cents: number
  currency: string
}

const uuid = z.uuid()
const COLUMNS = sql.raw('id, workspace_id, stripe_transfer_id, amount_cents, reversed_cents, currency')

/** Transfers of the time against the payouts they paid. */
export async function compareTransfers(db: Databases, stripe: Stripe, span: Span) {
  const differences: FoundDifference[] = []
  let transfers = 0
  const list = stripe.transfers.list({ created: createdIn(span), limit: PAGE })
  for await (const batch of inBatches(list)) {
    transfers += batch.length
    const ids = batch.map(({ id }) => id)
    const accounts = batch.map(({ destination }) => idOf(destination))
    const { payouts, ours } = await withSystem(db, async (tx) => ({
      payouts: (
        await sql<Payout>`select ${COLUMNS} from payouts where stripe_transfer_id = any (${ids})`.execute(tx)
      ).rows,
      ours: (
        await sql<{ id: string; workspace_id: string }>`
          select stripe_account_id as id, workspace_id from payout_accounts where stripe_account_id = any (${accounts})`.execute(
          tx,
        )
      ).rows,
    }))
    for (const transfer of batch) differences.push(...compareTransfer(transfer, payouts, ours))
  }
  return { transfers, differences }
}

function compareTransfer(
  transfer: Stripe.Transfer,
  payouts: Payout[],
  ours: { id: string; workspace_id: string }[],
): FoundDifference[] {
  const payout = payouts.find((one) => one.stripe_transfer_id === transfer.id)
  const named = uuid.safeParse(transfer.metadata?.payout_id ?? transfer.transfer_group).data
  const destination = idOf(transfer.destination)
  const partner = ours.find((account) => account.id === destination)?.workspace_id ?? null
  if (!payout && !named && !partner) return []
  const detail = {
    ...{ payout_id: payout?.id ?? named ?? null, transfer: transfer.id, destination },
    ...{ stripe_cents: transfer.amount, currency: transfer.currency },
  }
  const found = { subject: transfer.id, workspace_id: payout?.workspace_id ?? partner, detail }
  if (!payout) return [{ kind: 'transfer_without_payout', ...found }]
  const isSame =
    transfer.amount === payout.amount_cents &&
    transfer.currency === payout.currency &&
    transfer.amount_reversed === payout.reversed_cents
  if (isSame) return []
  const more = {
    ...{ stripe_reversed_cents: transfer.amount_reversed, ledger_cents: payout.amount_cents },
    ...{ ledger_currency: payout.currency, ledger_reversed_cents: payout.reversed_cents },
  }
  return [{ kind: 'transfer_differs', ...found, detail: { ...detail, ...more } }]
}

/** Payouts that count as paid by Stripe in the time, and have no transfer there. */
export async function comparePayouts(db: Databases, stripe: Stripe, span: Span) {
  const differences: FoundDifference[] = []
  const paid = await withSystem(db, async (tx) => {
    const { rows } = await sql<Payout>`
      select ${COLUMNS} from payouts
      where method = 'stripe' and paid_at >= ${span.from} and paid_at < ${span.to} order by id`.execute(tx)
    return rows
  })
  for (const payout of paid) {
    if (await exists(stripe, payout.stripe_transfer_id)) continue
    differences.push({
      ...{ kind: 'payout_without_transfer', subject: payout.id, workspace_id: payout.workspace_id },
      detail: {
        ...{ payout_id: payout.id, transfer: payout.stripe_transfer_id },
        ...{ ledger_cents: payout.amount_cents, currency: payout.currency },
      },
    })
  }
  return { payouts: paid.length, differences }
}

async function exists(stripe: Stripe, transferId: string | null): Promise<boolean> {
  if (!transferId) return false
  try {
    await stripe.transfers.retrieve(transferId)
    return true
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && error.statusCode === 404) return false
    throw error
  }
}
