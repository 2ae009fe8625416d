import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { toCredits } from '../../credits/index.ts'
import { type Flow, readFlows } from './read-flows.ts'
import { readOwed } from './read-owed.ts'
import { readPromotional } from './read-promotional.ts'
import { readSales } from './read-sales.ts'
import type { Money } from './schema.ts'

interface State {
  as_of: Date
  currency: string
  cents_per_credit: number
  in_wallets: number
  held: number
  open_exceptions: number
}

/** Where all credits and money stand: each figure from one table, of one moment. Needs withSystem. */
export async function readMoney(tx: Tx): Promise<Money> {
  await sql`set transaction isolation level repeatable read, read only`.execute(tx)
  const state = await readState(tx)
  const flows = await readFlows(tx)
  const sum = (account: string, ...kinds: string[]) =>
    flows
      .filter((flow) => flow.account === account && kinds.includes(flow.kind))
      .reduce((total, flow) => total + flow.hundredths, 0)
  const spent = -sum('wallet', 'purchase')
  // on people of the audience, of which no partner has a share
  const used = -sum('wallet', 'pull', 'enrichment')
  const returned = sum('wallet', 'return')
  const kept = sum('revenue', 'purchase', 'return')
  const owed = await readOwed(tx)
  const gifts = await readPromotional(tx)
  const giftsSpent = gifts.given - gifts.remaining - gifts.expired
  const all = spent + used - returned
  const partnersShare = all > 0 ? (spent - returned - kept) / all : 0
  const inPayout = sum('payout', 'payout', 'payout_paid', 'payout_failed')
  const unpaid = owed.pending + owed.in_return + owed.available + inPayout
  return {
    as_of: state.as_of.toISOString(),
    currency: state.currency,
    cents_per_credit: state.cents_per_credit,
    credits: {
      sold: toCredits(sum('wallet', 'checkout')),
      granted: toCredits(sum('wallet', 'grant')),
      taken_back: toCredits(-sum('wallet', 'refund', 'refund_reversed')),
      expired: toCredits(sum('expired', 'expiry')),
      ...{ spent: toCredits(spent + used), returned: toCredits(returned) },
      ...{ in_wallets: toCredits(state.in_wallets), held: toCredits(state.held) },
    },
    sales: await readSales(tx),
    promotional: {
      given: toCredits(gifts.given),
      remaining: toCredits(gifts.remaining),
      expired: toCredits(gifts.expired),
      spent: toCredits(giftsSpent),
      cost_cents: Math.round((giftsSpent / 100) * partnersShare * state.cents_per_credit),
    },
    earnings: {
      ...{
        pending: toCredits(owed.pending),
        pending_weeks: owed.weeks,
        in_return: toCredits(owed.in_return),
      },
      ...{ available: toCredits(owed.available), available_ages: owed.ages },
      in_payout: toCredits(inPayout),
      paid_out: toCredits(sum('paid_out', 'payout_paid', 'payout_reversed')),
      owed_cents: Math.floor((unpaid * state.cents_per_credit) / 100),
    },
    take_rate: takeRate(flows, kept, spent - returned),
    open_exceptions: state.open_exceptions,
  }
}

function takeRate(flows: Flow[], kept: number, spent: number): Money['take_rate'] {
  const months = [...new Set(flows.map((flow) => flow.month))].sort().reverse()
  const of = (month: string, account: string) =>
    flows
      .filter(
        (flow) =>
          flow.month === month && flow.account === account && ['purchase', 'return'].includes(flow.kind),
      )
      .reduce((total, flow) => total + flow.hundredths, 0)
  return {
    percent: percentOf(kept, spent),
    months: months
      .map((month) => ({ month, spent: -of(month, 'wallet'), kept: of(month, 'revenue') }))
      .filter((month) => month.spent !== 0 || month.kept !== 0)
      .map(({ month, spent, kept }) => ({
        ...{ month, spent: toCredits(spent), kept: toCredits(kept) },
        percent: percentOf(kept, spent),
      })),
  }
}

function percentOf(part: number, whole: number): number | null {
  return whole > 0 ? Math.round((part / whole) * 1_000) / 10 : null
}

async function readState(tx: Tx): Promise<State> {
  const { rows } = await sql<State>`
    select now() as as_of, r.currency, r.payout_cents_per_credit as cents_per_credit,
      (select coalesce(sum(balance_hundredths), 0)::bigint from ledger_accounts where kind = 'wallet') as in_wallets,
      (select coalesce(sum(balance_hundredths), 0)::bigint from ledger_accounts where kind = 'held') as held,
      (select count(*) from money_exceptions where resolved_at is null) as open_exceptions
    from money_rules_at(now()) r`.execute(tx)
  return rows[0] as State
}
