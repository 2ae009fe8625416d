import { html } from 'hono/html'
import { stateOf } from '../flows/accounts.ts'
import type { Account, PaymentMethod, Transfer } from '../store/kinds.ts'
import type { World } from '../world.ts'
import { digitsOf, formatMoney, formatTime } from './format.ts'
import type { Html } from './layout.ts'
import { act, acts, actWithAmount, badge, type Column, table } from './table.ts'

const STATES = {
  enabled: badge('Can be paid', 'good'),
  restricted: badge('Restricted', 'bad'),
  incomplete: badge('Onboarding unfinished', 'warn'),
}

const ACCOUNTS: Column<Account>[] = [
  { label: 'Account', cell: (item) => html`${item.email ?? 'No email'}<br><code>${item.id}</code>` },
  { label: 'State', cell: (item) => STATES[stateOf(item)] },
  { label: 'Made', cell: (item) => formatTime(item.created) },
  {
    label: 'What happens next',
    cell: (item) =>
      acts(
        item.payouts_enabled ? '' : act('set-account', item.id, 'Finish onboarding', { state: 'enabled' }),
        item.payouts_enabled ? act('set-account', item.id, 'Restrict', { state: 'restricted' }) : '',
      ),
  },
]

export function accountsView({ store }: World): Html {
  return html`<h2>Connected accounts</h2>
${table('Connected accounts', store.list('account'), ACCOUNTS, 'Partners who set up payouts appear here.')}`
}

export function transfersView({ store }: World): Html {
  const payoutOf = (item: Transfer) => store.get('payout', item._payout)
  const columns: Column<Transfer>[] = [
    { label: 'Amount', isNumber: true, cell: (item) => formatMoney(item.amount, item.currency) },
    { label: 'State', cell: (item) => transferState(item, payoutOf(item)?.status) },
    { label: 'To', cell: (item) => store.get('account', item.destination)?.email ?? item.destination },
    { label: 'When', cell: (item) => html`${formatTime(item.created)}<br><code>${item.id}</code>` },
    { label: 'What happens next', cell: (item) => transferActs(item, payoutOf(item)?.status) },
  ]
  return html`<h2>Transfers</h2>
${table('Transfers', store.list('transfer'), columns, 'Money that goes to partners appears here.')}`
}

function transferState(transfer: Transfer, payout: string | undefined): Html {
  if (transfer.reversed) return badge('Reversed')
  if (payout === 'failed') return badge('The bank sent it back', 'bad')
  if (transfer.amount_reversed > 0)
    return badge(`Reversed ${formatMoney(transfer.amount_reversed, transfer.currency)}`, 'warn')
  return payout === 'paid' ? badge('In the bank', 'good') : badge('On its way to the bank', 'warn')
}

function transferActs(
  { id, amount, amount_reversed, currency }: Transfer,
  payout: string | undefined,
): Html | string {
  const left = amount - amount_reversed
  if (left === 0) return '–'
  return acts(
    payout === 'pending' ? act('pay-payout', id, 'Reaches the bank') : '',
    payout === 'failed' ? '' : act('fail-payout', id, 'Fail at the bank'),
    actWithAmount('reverse-transfer', id, 'Reverse', { amount: left, currency, digits: digitsOf(currency) }),
  )
}

const BEHAVIORS = [
  ['succeeds', 'Is accepted'],
  ['declined', 'Is declined'],
  ['needs_authentication', 'Asks for its owner'],
] as const

export function cardsView({ store }: World): Html {
  const columns: Column<PaymentMethod>[] = [
    { label: 'Card', cell: (item) => html`Test card<br><code>${item.id}</code>` },
    {
      label: 'Of',
      cell: (item) => store.get('customer', item.customer ?? '')?.email ?? item.customer ?? '–',
    },
    {
      label: 'When charged next, it',
      cell: ({ _behavior }) => badge(BEHAVIORS.find(([name]) => name === _behavior)?.[1] ?? _behavior),
    },
    {
      label: 'Change to',
      cell: ({ id, _behavior }) =>
        acts(
          ...BEHAVIORS.filter(([name]) => name !== _behavior).map(([behavior, label]) =>
            act('set-card', id, label, { behavior }),
          ),
        ),
    },
  ]
  const kept = store.list('payment_method').filter(({ customer }) => customer !== null)
  return html`<h2>Kept cards</h2>
${table('Kept cards', kept, columns, 'Cards kept for payments without the buyer, such as top-ups, appear here.')}`
}
