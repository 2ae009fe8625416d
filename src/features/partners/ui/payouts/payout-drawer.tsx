import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  api,
  Badge,
  Button,
  Credits,
  Drawer,
  ErrorState,
  formatDateTime,
  plural,
  SkeletonLines,
} from '../../../../ui/index.ts'
import type { Payout } from '../../payouts/schema.ts'
import { monthName } from '../statements/month-name.ts'
import { Facts } from './facts.tsx'
import { formatMoney } from './money.ts'
import { methodWords, payoutTones, payoutWords } from './words.ts'

interface PayoutDrawerProps {
  payoutId: string | undefined
  /** Its row in the list, when that is loaded. */
  known: Payout | undefined
  onClose: () => void
}

/** One payout: where it stands, how its amount was computed, why it failed. */
export function PayoutDrawer({ payoutId, known, onClose }: PayoutDrawerProps) {
  const payout = useQuery({
    queryKey: ['payouts', 'one', payoutId],
    queryFn: ({ signal }) => api<Payout>('GET', `/api/partner/payouts/${payoutId}`, { signal }),
    enabled: payoutId !== undefined && !known,
  })
  const shown = known ?? payout.data
  return (
    <Drawer
      open={payoutId !== undefined}
      onClose={onClose}
      title={shown ? `Payout of ${formatMoney(shown.amount_cents, shown.currency)}` : 'Payout'}
      note={shown ? <Badge tone={payoutTones[shown.status]}>{payoutWords[shown.status]}</Badge> : undefined}
    >
      {shown ? <Detail payout={shown} /> : null}
      {!shown && payout.isPending ? <SkeletonLines lines={6} /> : null}
      {!shown && payout.isError ? (
        <ErrorState title="This payout could not be read" error={payout.error} retry={payout.refetch} />
      ) : null}
    </Drawer>
  )
}

function Detail({ payout }: { payout: Payout }) {
  const month = payout.requested_at.slice(0, 7)
  return (
    <div className="flex flex-col gap-4">
      {payout.failure ? (
        <p className="rounded-md bg-bad-soft px-3 py-2 text-bad">
          {payout.failure} Its credits are available again.
        </p>
      ) : null}
      <Facts
        facts={[
          ['Credits', <Credits key="c" value={payout.credits} />],
          [
            'Rate',
            `${formatMoney(payout.cents_per_credit, payout.currency)} a credit, rule ${payout.rule_version}`,
          ],
          ['Amount', formatMoney(payout.amount_cents, payout.currency)],
          ['Taken up', plural(payout.sales, 'sale')],
          ['Paid', methodWords[payout.method]],
          ['Asked for', payout.automatic ? 'By itself, weekly' : 'By you or a colleague'],
          ['Requested', formatDateTime(payout.requested_at)],
          ['Left', payout.paid_at ? formatDateTime(payout.paid_at) : null],
          ['Came back', payout.returned_at ? formatDateTime(payout.returned_at) : null],
          ['Reference', payout.reference],
          ['Stripe transfer', payout.stripe_transfer_id],
        ]}
      />
      <Button asChild>
        <Link to="/sell/statements/$month" params={{ month }}>
          Open the statement of {monthName(month)}
        </Link>
      </Button>
    </div>
  )
}
