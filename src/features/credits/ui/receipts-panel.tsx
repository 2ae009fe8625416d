import { useState } from 'react'
import { Badge, Button, Checkbox, formatDateTime, Panel, type Tone, usePages } from '../../../ui/index.ts'
import type { Checkout } from '../schema.ts'
import { CreditList } from './credit-list.tsx'
import { InvoiceLink } from './invoice-link.tsx'
import { creditsInWords, formatMoney } from './money.ts'

/** What was paid, with an invoice of each; on request also what came to nothing. */
export function ReceiptsPanel() {
  const [isAll, setAll] = useState(false)
  const checkouts = usePages<Checkout>({
    key: ['credits', 'checkouts', isAll],
    path: '/api/credits/checkouts',
    query: { paid: isAll ? null : true },
    limit: 20,
  })
  return (
    <Panel
      title="Receipts"
      actions={<Checkbox label="Unpaid ones too" checked={isAll} onCheckedChange={setAll} />}
    >
      <CreditList
        label="Receipts"
        pages={checkouts}
        rowKey={(checkout) => checkout.id}
        empty="What you pay for credits appears here, with an invoice to download."
      >
        {(checkout) => <Receipt checkout={checkout} />}
      </CreditList>
    </Panel>
  )
}

function Receipt({ checkout }: { checkout: Checkout }) {
  const { label, tone } = stateOf(checkout)
  return (
    <>
      <div className="min-w-0 flex-1 basis-56">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2">
          <span className="min-w-0 truncate font-medium">{creditsInWords(checkout.credits)}</span>
          <span className="min-w-0 truncate text-muted">{checkout.package_name}</span>
          <Badge tone={tone}>{label}</Badge>
        </div>
        <div className="text-sm break-words text-muted">{noteOf(checkout)}</div>
      </div>
      <span className="tabular font-medium">{formatMoney(checkout.amount_cents, checkout.currency)}</span>
      <div className="flex min-w-24 justify-end max-sm:min-w-0">
        <InvoiceLink checkout={checkout} />
        {checkout.url && !checkout.is_processing ? (
          <Button size="sm" asChild>
            <a
              href={checkout.url}
              aria-label={`Pay ${formatMoney(checkout.amount_cents, checkout.currency)} for ${creditsInWords(checkout.credits)}`}
            >
              Pay {formatMoney(checkout.amount_cents, checkout.currency)}
            </a>
          </Button>
        ) : null}
      </div>
    </>
  )
}

function stateOf({ status, is_processing, refunded_cents }: Checkout): { label: string; tone: Tone } {
  if (is_processing) return { label: 'On its way', tone: 'warn' }
  if (status === 'paid' && refunded_cents > 0) return { label: 'Partly refunded', tone: 'warn' }
  return STATES[status]
}

const STATES: Record<Checkout['status'], { label: string; tone: Tone }> = {
  paid: { label: 'Paid', tone: 'good' },
  open: { label: 'Not paid yet', tone: 'neutral' },
  failed: { label: 'Failed', tone: 'bad' },
  expired: { label: 'Not paid', tone: 'neutral' },
  refunded: { label: 'Refunded', tone: 'warn' },
  disputed: { label: 'Disputed', tone: 'bad' },
}

function noteOf(checkout: Checkout): string {
  const { kind, paid_at, created_at, invoice_number, last_error, currency } = checkout
  return [
    formatDateTime(paid_at ?? created_at),
    invoice_number,
    kind === 'top_up' ? 'automatic top-up' : null,
    checkout.refunded_cents > 0 ? `${formatMoney(checkout.refunded_cents, currency)} refunded` : null,
    checkout.disputed_cents > 0 ? `${formatMoney(checkout.disputed_cents, currency)} disputed` : null,
    checkout.credits_taken_back > 0 ? `${creditsInWords(checkout.credits_taken_back)} taken back` : null,
    checkout.credits_owed > 0 ? `${creditsInWords(checkout.credits_owed)} owed` : null,
    last_error,
  ]
    .filter(Boolean)
    .join(' · ')
}
