import { Panel, plural } from '../../../../ui/index.ts'
import type { OrderDetail, SkipReason } from '../../schema.ts'
import type { BasketItem } from '../basket/basket.ts'
import { factsOf } from '../review/review-items.tsx'
import { headlineOf, skipWords } from '../words.ts'

interface OrderSkipsProps {
  skipped: OrderDetail['skipped']
  /** What was in the basket, while this page still knows: an order keeps no masked facts. */
  chosen: readonly BasketItem[]
}

/** What was left out, by reason, in words. */
export function OrderSkips({ skipped, chosen }: OrderSkipsProps) {
  const items = new Map(chosen.map((item) => [item.id, item]))
  const reasons = [...new Set(skipped.map(({ reason }) => reason))]
  return (
    <Panel title={`Left out, not charged: ${plural(skipped.length, 'lead')}`}>
      <ul className="flex flex-col gap-3">
        {reasons.map((reason) => {
          const ids = skipped.filter((skip) => skip.reason === reason).map((skip) => skip.listing_id)
          return (
            <Reason
              key={reason}
              reason={reason}
              count={ids.length}
              items={ids.flatMap((id) => items.get(id) ?? [])}
            />
          )
        })}
      </ul>
    </Panel>
  )
}

function Reason({ reason, count, items }: { reason: SkipReason; count: number; items: BasketItem[] }) {
  const words = skipWords[reason]
  return (
    <li>
      <p>
        <span className="font-medium tabular">
          {words.label}, {plural(count, 'lead')}.
        </span>{' '}
        <span className="text-muted">{count === 1 ? words.one : words.many}</span>
      </p>
      {items.length > 0 ? (
        <ul className="mt-1 ml-4 list-disc text-sm text-muted">
          {items.map((item) => (
            <li key={item.id}>{[headlineOf(item), factsOf(item)].filter(Boolean).join(', ')}</li>
          ))}
        </ul>
      ) : null}
    </li>
  )
}
