import { lineItemsOf } from '../flows/line-items.ts'
import type { Kind } from '../store/kinds.ts'
import type { Store } from '../store/store.ts'
import { listOf } from '../world.ts'
import { invalid } from './stripe-error.ts'

const KINDS: Record<string, Kind> = {
  cus: 'customer',
  cs: 'checkout.session',
  pi: 'payment_intent',
  seti: 'setup_intent',
  pm: 'payment_method',
  ch: 'charge',
  re: 'refund',
  dp: 'dispute',
  txn: 'balance_transaction',
  acct: 'account',
  tr: 'transfer',
  trr: 'transfer_reversal',
  po: 'payout',
}

type Node = Record<string, unknown>

/** Replaces ids by what they name, along paths such as `data.payment_intent.latest_charge`. */
export function expand(store: Store, answer: unknown, paths: string[]): unknown {
  return paths.reduce((value, path) => along(store, value, path.split('.'), path), answer)
}

function along(store: Store, value: unknown, steps: string[], path: string): unknown {
  if (steps.length > 5) throw invalid('You cannot expand more than 4 levels of a property', 'expand')
  if (Array.isArray(value)) return value.map((item) => along(store, item, steps, path))
  const [step, ...rest] = steps
  if (step === undefined || value === null || typeof value !== 'object') return value
  const node = value as Node
  const inner = resolve(store, node, step, path)
  return { ...node, [step]: along(store, inner, rest, path) }
}

function resolve(store: Store, node: Node, step: string, path: string): unknown {
  if (node.object === 'checkout.session' && step === 'line_items') return lineItemsOf(store, String(node.id))
  if (node.object === 'charge' && step === 'refunds') {
    const refunds = store.list('refund').filter((refund) => refund.charge === node.id)
    return listOf(`/v1/charges/${node.id}/refunds`, refunds.reverse())
  }
  const inner = node[step]
  if (inner === undefined)
    throw invalid(`This property cannot be expanded (${path}).`, 'expand', 'property_not_expandable')
  if (typeof inner !== 'string') return inner
  const kind = KINDS[inner.split('_')[0] ?? '']
  return (kind && store.get(kind, inner)) ?? inner
}
