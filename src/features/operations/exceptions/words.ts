interface Words {
  title: string
  explanation: string
}

const SEE = 'Look at it in Stripe’s dashboard'

/** What each kind of exception means and what can be done about it. */
const WORDS: Record<string, Words> = {
  credits_owed: {
    title: 'Credits owed: they were spent before the money went back',
    explanation:
      'A refund or dispute took money back for credits that are spent. The wallet is frozen until they are there again: every credit that comes in pays for them by itself. Collect what the wallet has now, write the rest off (the wallet is free again), or keep it as it is.',
  },
  other_amount: {
    title: 'Paid another amount than asked',
    explanation:
      'Stripe took a payment for a checkout, but not the amount or currency that was asked, so no credits were granted. Grant what was paid for in proportion, or refund it in Stripe’s dashboard and close this with a note.',
  },
  foreign_payment: {
    title: 'A payment that belongs to no checkout',
    explanation: `Stripe told of a payment that names no checkout of this installation, or another one than its own. No credits were granted. ${SEE}: it may belong to another use of the same account.`,
  },
  setup_session: {
    title: 'A Stripe session that takes no payment',
    explanation: `A session in setup mode was completed. Assay makes none, so somebody else uses this account or its webhook. No credits were granted. ${SEE}.`,
  },
  subscription_session: {
    title: 'A Stripe subscription was begun',
    explanation: `Assay sells no subscriptions, so somebody else uses this account or its webhook. No credits were granted. ${SEE}.`,
  },
  claim_currency: {
    title: 'Money went back in another currency',
    explanation:
      'A refund or dispute is in another currency than the payment. It counts as all of the payment until you decide. If that is too much, grant the difference to the workspace.',
  },
  unknown_refund: {
    title: 'A refund of a payment nobody here knows',
    explanation: `Stripe told of a refund a day ago, and no checkout has that payment. ${SEE}: it may belong to another use of the same account.`,
  },
  unknown_dispute: {
    title: 'A dispute of a payment nobody here knows',
    explanation: `Stripe told of a dispute a day ago, and no checkout has that payment. ${SEE}: a dispute has a date by which it must be answered.`,
  },
  refund_failed: {
    title: 'A refund did not reach the buyer',
    explanation:
      'The bank sent a refund back. The credits it stood for stay taken back. Refund the buyer in another way, or grant the credits to the workspace again.',
  },
  top_up_unanswered: {
    title: 'An automatic top-up has no answer',
    explanation:
      'Stripe was asked to charge a kept payment method and never said how it ended. No credits were granted. Look in Stripe’s dashboard whether it was charged; its event can be sent again from there.',
  },
  event_failed: {
    title: 'An event of Stripe could not be applied',
    explanation:
      'Applying it failed several times. It is kept and tried again every hour, and the log has the details. Close this when the cause is mended.',
  },
  payout_failed: {
    title: 'A payout failed',
    explanation:
      'Stripe refused the transfer for good. The credits are the partner’s available earnings again and the partner was told. Mend the cause, then the partner can ask again.',
  },
  payout_differs: {
    title: 'A transfer differs from its payout',
    explanation: `Stripe sent another amount, currency or account than the payout says. The payout stays as it was. ${SEE}, reverse the transfer there if it is wrong.`,
  },
  payout_sent_again: {
    title: 'A payout was sent a second time',
    explanation:
      'A transfer exists for a payout that was paid by another one, or that had failed. Reverse it in Stripe’s dashboard: the ledger does not count it.',
  },
  payout_reversed: {
    title: 'A payout came back',
    explanation:
      'The transfer was reversed in full. The credits are the partner’s available earnings again. Find out why before it is paid again.',
  },
  payout_partly_reversed: {
    title: 'A part of a payout came back',
    explanation:
      'The transfer was reversed in part. The ledger still counts all of it as paid out. Settle the rest with the partner, or reverse the rest in Stripe’s dashboard.',
  },
  payout_slow: {
    title: 'A payout has waited for Stripe for a day',
    explanation:
      'Stripe did not answer whether it paid. It is asked again every day and never pays twice. Check the connection to Stripe.',
  },
  paid_without_credits: {
    title: 'Paid at Stripe, and no credits granted',
    explanation:
      'The daily comparison found a payment whose checkout was not granted. Webhooks may not arrive: check the endpoint in Stripe’s dashboard and send the event again. This closes by itself when the comparison no longer finds it.',
  },
  credits_without_payment: {
    title: 'Credits granted, and no payment at Stripe',
    explanation:
      'The daily comparison found a paid checkout without a successful charge at Stripe. Find out how it was marked as paid before more is spent.',
  },
  payment_differs: {
    title: 'A payment differs from its checkout',
    explanation: `Stripe charged another amount or currency than the checkout says it granted for. ${SEE} and settle the difference with the buyer.`,
  },
  refund_differs: {
    title: 'A refund and the credits taken back differ',
    explanation:
      'Stripe gave back another amount than the ledger took back credits for. Send the refund’s event again from Stripe’s dashboard. This closes by itself when the comparison no longer finds it.',
  },
  dispute_differs: {
    title: 'A dispute and the credits taken back differ',
    explanation:
      'Stripe knows of a dispute that the ledger does not, or of another state of it. Send its last event again from Stripe’s dashboard. This closes by itself when the comparison no longer finds it.',
  },
  transfer_without_payout: {
    title: 'A transfer at Stripe without a payout',
    explanation: `Money went to a partner’s account, and no payout here says so. ${SEE}: reverse it if nobody meant it.`,
  },
  payout_without_transfer: {
    title: 'A payout without a transfer at Stripe',
    explanation:
      'A payout counts as paid by Stripe, and Stripe has no such transfer. The partner may not have its money: ask Stripe before you pay again.',
  },
  figures_differ: {
    title: 'Figures differ from their rows',
    explanation:
      'The nightly check counted a workspace again and found other numbers than its analytics show. Have it checked with repair, which counts them anew, and report what wrote without telling: the log names the first differences.',
  },
  transfer_differs: {
    title: 'A transfer and its payout differ',
    explanation: `Stripe transferred or reversed another amount than the payout says. ${SEE} and settle the difference with the partner.`,
  },
}

/** The words of a kind; one that a later version opened is still shown. */
export function wordsOf(kind: string): Words {
  return (
    WORDS[kind] ?? {
      title: `Unexpected: ${kind.replaceAll('_', ' ')}`,
      explanation: 'Look into what it names, mend it, and close this with a note.',
    }
  )
}

const LABELS: Record<string, string> = {
  checkout_id: 'Checkout',
  payout_id: 'Payout',
  payment_intent: 'Payment',
  asked_cents: 'Asked',
  amount_cents: 'Amount',
  reversed_cents: 'Reversed',
  stripe_cents: 'At Stripe',
  ledger_cents: 'In the ledger',
  owed: 'Owed when opened',
}

/** What is known of it, as label and value; amounts with their currency. */
export function factsOf(detail: Record<string, unknown>): { label: string; value: string }[] {
  return Object.entries(detail)
    .filter(([name, value]) => value !== null && typeof value !== 'object' && !name.endsWith('currency'))
    .map(([name, value]) => ({ label: labelOf(name), value: textOf(name, value, detail) }))
}

function labelOf(name: string): string {
  const text = name.replaceAll('_', ' ')
  return LABELS[name] ?? text.charAt(0).toUpperCase() + text.slice(1)
}

function textOf(name: string, value: unknown, detail: Record<string, unknown>): string {
  if (name === 'owed') return `${Number(value).toFixed(2)} credits`
  if (!name.endsWith('_cents')) return String(value)
  const prefix = name.slice(0, -'cents'.length)
  const currency = detail[`${prefix}currency`] ?? detail.currency
  return `${(Number(value) / 100).toFixed(2)} ${String(currency ?? '').toUpperCase()}`.trim()
}
