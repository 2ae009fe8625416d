import type { BalanceTransaction } from '../store/kinds.ts'
import { newId, now, type World } from '../world.ts'

const CATEGORIES: Record<string, string> = {
  adjustment: 'dispute',
  payment: 'charge',
  refund_failure: 'refund_failure',
  transfer_refund: 'transfer_reversal',
}

interface Entry {
  type: 'charge' | 'payment' | 'refund' | 'refund_failure' | 'adjustment' | 'transfer' | 'transfer_refund'
  amount: number
  currency: string
  source: string
  fee?: number
  description?: string
}

/** Writes a line of the platform's balance. */
export function addToBalance(world: World, { fee = 0, ...entry }: Entry): BalanceTransaction {
  return world.store.put('balance_transaction', {
    id: newId('txn'),
    object: 'balance_transaction',
    amount: entry.amount,
    available_on: now(),
    balance_type: 'payments',
    created: now(),
    currency: entry.currency,
    description: entry.description ?? null,
    exchange_rate: null,
    fee,
    fee_details: fee
      ? [
          {
            amount: fee,
            application: null,
            currency: entry.currency,
            description: 'Stripe processing fees',
            type: 'stripe_fee',
          },
        ]
      : [],
    net: entry.amount - fee,
    reporting_category: CATEGORIES[entry.type] ?? entry.type,
    source: entry.source,
    status: 'available',
    type: entry.type,
  })
}

/** What a card payment costs: 2.9% and 30 cents. */
export function cardFee(amount: number): number {
  return Math.round(amount * 0.029) + 30
}

export function balanceOf(world: World): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { currency, net } of world.store.list('balance_transaction'))
    sums.set(currency, (sums.get(currency) ?? 0) + net)
  return sums
}
