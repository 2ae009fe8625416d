import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import {
  api,
  Badge,
  Button,
  Credits,
  Drawer,
  errorText,
  Field,
  formatDateTime,
  Input,
  plural,
  toast,
} from '../../../../ui/index.ts'
import type { OperatorPayout } from '../../payouts/schema.ts'
import { Facts } from './facts.tsx'
import { formatMoney } from './money.ts'
import { methodWords, payoutTones, payoutWords } from './words.ts'

interface OperatorPayoutDrawerProps {
  payout: OperatorPayout | undefined
  onClose: () => void
  onDecided: () => void
}

/** One payout with where it goes, and the operator's word on it. */
export function OperatorPayoutDrawer({ payout, onClose, onDecided }: OperatorPayoutDrawerProps) {
  return (
    <Drawer
      open={payout !== undefined}
      onClose={onClose}
      title={payout ? `${formatMoney(payout.amount_cents, payout.currency)} to ${payout.company}` : 'Payout'}
      note={
        payout ? <Badge tone={payoutTones[payout.status]}>{payoutWords[payout.status]}</Badge> : undefined
      }
    >
      {payout ? (
        <div className="flex flex-col gap-4">
          {payout.failure ? (
            <p className="rounded-md bg-bad-soft px-3 py-2 text-bad">{payout.failure}</p>
          ) : null}
          {payout.details_changed ? (
            <p className="rounded-md bg-warn-soft px-3 py-2 text-warn">
              The partner changed where to pay after asking for this payout. Make sure it was the partner.
            </p>
          ) : null}
          <Facts facts={factsOf(payout)} />
          {payout.pay_to ? (
            <div>
              <h3 className="mb-1 font-medium">Where to pay</h3>
              <p className="rounded-md border border-line p-3 break-words whitespace-pre-wrap">
                {payout.pay_to}
              </p>
            </div>
          ) : null}
          {payout.status === 'requested' ? <Word payout={payout} onDecided={onDecided} /> : null}
        </div>
      ) : null}
    </Drawer>
  )
}

function factsOf(payout: OperatorPayout): Parameters<typeof Facts>[0]['facts'] {
  return [
    ['Credits', <Credits key="credits" value={payout.credits} />],
    [
      'Rate',
      `${formatMoney(payout.cents_per_credit, payout.currency)} a credit, rule ${payout.rule_version}`,
    ],
    ['Taken up', plural(payout.sales, 'sale')],
    ['Paid', methodWords[payout.method]],
    ['Payee', payout.payee_name],
    ['Stripe account', payout.destination],
    ['Requested', `${formatDateTime(payout.requested_at)}${payout.automatic ? ', by itself' : ''}`],
    ['Left', payout.paid_at ? formatDateTime(payout.paid_at) : null],
    ['Came back', payout.returned_at ? formatDateTime(payout.returned_at) : null],
    ['Reference', payout.reference],
    ['Stripe transfer', payout.stripe_transfer_id],
    ['Payout', payout.id],
  ]
}

function Word({ payout, onDecided }: { payout: OperatorPayout; onDecided: () => void }) {
  const [words, setWords] = useState('')
  const money = formatMoney(payout.amount_cents, payout.currency)
  const decide = useMutation({
    mutationFn: (what: 'payment' | 'failure') =>
      api('POST', `/api/operator/payouts/${payout.id}/${what}`, {
        body: what === 'payment' ? { reference: words } : { reason: words },
      }),
    onSuccess: (_, what) => {
      toast({
        title: `${money} to ${payout.company} ${what === 'payment' ? 'paid' : 'failed'}`,
        tone: what === 'payment' ? 'good' : 'neutral',
      })
      onDecided()
    },
  })
  const byHand = payout.method === 'manual'
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      <Field
        label={byHand ? 'Reference of the payment, or why it cannot be paid' : 'Why it cannot be paid'}
        hint="The partner reads it."
      >
        <Input value={words} maxLength={200} onChange={(event) => setWords(event.target.value)} />
      </Field>
      <p role="alert" className="text-sm text-bad empty:hidden">
        {decide.error ? errorText(decide.error) : null}
      </p>
      <div className="flex flex-wrap gap-2">
        {byHand ? (
          <Button
            variant="primary"
            disabled={!words.trim()}
            busy={decide.isPending}
            onClick={() => decide.mutate('payment')}
          >
            {money} was paid
          </Button>
        ) : null}
        <Button
          variant="danger"
          disabled={!words.trim()}
          busy={decide.isPending}
          onClick={() => decide.mutate('failure')}
        >
          It failed: give back the credits
        </Button>
      </div>
    </div>
  )
}
