import { CircleCheck, Info } from 'lucide-react'
import type { ReactNode } from 'react'
import { Credits, formatCount, formatCredits, plural, Skeleton } from '../../../../ui/index.ts'
import { useBalance } from '../../../credits/ui/index.ts'
import type { OrderDetail } from '../../schema.ts'
import type { Receipt } from './order.ts'

/** The sentence and the four figures. Right after buying, the balance is the one the order left. */
export function OrderSummary({ order, receipt }: { order: OrderDetail; receipt: Receipt | undefined }) {
  const now = useBalance().data?.balance
  const balance = receipt?.balance ?? now
  return (
    <>
      {receipt ? <Done order={order} /> : null}
      <dl className="mx-5 mb-4 grid grid-cols-4 divide-x divide-line rounded-md border border-line bg-surface max-sm:mx-4 max-sm:grid-cols-2 max-sm:divide-x-0">
        <Figure name="Bought">{formatCount(order.item_count)}</Figure>
        <Figure name="Left out">{formatCount(order.skipped_count)}</Figure>
        <Figure name="Charged">
          <Credits value={order.credits_charged} />
        </Figure>
        <Figure name={receipt ? 'Balance after it' : 'Balance now'}>
          {balance === undefined ? <Skeleton className="h-5 w-20" /> : <Credits value={balance} />}
        </Figure>
      </dl>
    </>
  )
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="px-4 py-3">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="text-lg font-semibold tabular">{children}</dd>
    </div>
  )
}

function Done({ order }: { order: OrderDetail }) {
  const { item_count, skipped_count, credits_charged } = order
  const isBought = item_count > 0
  const Icon = isBought ? CircleCheck : Info
  const left = skipped_count > 0 ? ` ${plural(skipped_count, 'lead')} left out, not charged.` : ''
  return (
    <p
      role="status"
      className={
        isBought
          ? 'mx-5 mb-4 flex items-start gap-2 rounded-md bg-good-soft px-4 py-2.5 font-medium text-good max-sm:mx-4'
          : 'mx-5 mb-4 flex items-start gap-2 rounded-md bg-warn-soft px-4 py-2.5 font-medium text-warn max-sm:mx-4'
      }
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        {isBought
          ? `${plural(item_count, 'lead')} bought for ${formatCredits(credits_charged)} credits. ${item_count === 1 ? 'It is' : 'They are'} in Leads now.`
          : 'Nothing was bought and nothing was charged.'}
        {left}
      </span>
    </p>
  )
}
