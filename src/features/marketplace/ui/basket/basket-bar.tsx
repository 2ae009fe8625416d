import { Trash2 } from 'lucide-react'
import { Button, Credits, cn, formatCredits, IconButton, Kbd, plural } from '../../../../ui/index.ts'
import { balanceAfter } from '../review/order-sums.tsx'
import type { BasketState } from './use-basket.ts'

interface BasketBarProps {
  basket: BasketState
  balance: number | undefined
  /** The drawer lies over the right part of the page. */
  narrow: boolean
  onReview: () => void
}

/** At the foot of the marketplace: how many, what they cost, what is left. */
export function BasketBar({ basket, balance, narrow, onReview }: BasketBarProps) {
  const { items, count, total } = basket
  const lost = items.length - count
  return (
    <>
      <p role="status" className="sr-only">
        {items.length > 0 ? `${plural(count, 'lead')} in the basket, ${formatCredits(total)} credits` : ''}
      </p>
      {items.length > 0 ? (
        <section
          aria-label="Basket"
          className={cn(
            'flex animate-rise flex-wrap items-center gap-x-5 gap-y-2 border-t border-line bg-surface px-5 py-2.5 shadow-float max-sm:gap-x-3 max-sm:px-4',
            narrow && 'lg:pr-[500px]',
          )}
        >
          <div className="flex min-w-0 items-baseline gap-x-5 gap-y-0.5 max-sm:w-full max-sm:justify-between max-sm:gap-x-3">
            <span className="font-semibold tabular whitespace-nowrap">{plural(count, 'lead')}</span>
            <span className="whitespace-nowrap">
              <span className="text-muted">Total </span>
              <Credits value={total} />
            </span>
            <After total={total} balance={balance} />
          </div>
          {lost > 0 ? (
            <span className="text-warn max-sm:w-full">{plural(lost, 'lead')} no longer for sale</span>
          ) : null}
          <div className="flex items-center gap-2 max-sm:w-full">
            <Button variant="primary" onClick={onReview} className="max-sm:flex-1">
              Review order
              <span aria-hidden className="max-sm:hidden">
                <Kbd keys="b" inverted />
              </span>
            </Button>
            <IconButton label="Clear the basket" onClick={() => basket.takeOut(items.map(({ id }) => id))}>
              <Trash2 />
            </IconButton>
          </div>
        </section>
      ) : null}
    </>
  )
}

/** What the wallet holds afterwards, or what is missing. */
function After({ total, balance }: { total: number; balance: number | undefined }) {
  if (balance === undefined) return null
  const after = balanceAfter(balance, total)
  if (after < 0) {
    return <span className="font-medium whitespace-nowrap text-bad">{formatCredits(-after)} short</span>
  }
  return (
    <span className="whitespace-nowrap">
      <span className="text-muted">Balance after </span>
      <Credits value={after} />
    </span>
  )
}
