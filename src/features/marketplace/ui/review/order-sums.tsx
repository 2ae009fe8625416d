import type { ReactNode } from 'react'
import { Button, Credits, formatCredits, plural, Skeleton } from '../../../../ui/index.ts'

interface OrderSumsProps {
  count: number
  total: number
  /** What can be spent on it, with what is held for it already. */
  balance: number | undefined
  /** The total is set aside. */
  isHeld: boolean
  onBuyCredits: (shortfall: number) => void
}

export function balanceAfter(balance: number, total: number): number {
  return (Math.round(balance * 100) - Math.round(total * 100)) / 100
}

/** What the order does to the wallet, line by line. */
export function OrderSums({ count, total, balance, isHeld, onBuyCredits }: OrderSumsProps) {
  const after = balance === undefined ? undefined : balanceAfter(balance, total)
  const isShort = after !== undefined && after < 0
  return (
    <div className="w-full border-t border-line pt-2 tabular">
      <dl>
        <Line name="Balance">
          {balance === undefined ? <Skeleton className="h-4 w-16" /> : formatCredits(balance)}
        </Line>
        <Line name={isHeld ? `Held for ${plural(count, 'lead')}` : plural(count, 'lead')}>
          <Credits value={-total} signed />
        </Line>
        <Line name={isShort ? 'Missing' : 'Balance after'} strong>
          {after === undefined ? (
            <Skeleton className="h-4 w-16" />
          ) : isShort ? (
            <span className="text-bad">{formatCredits(-after)}</span>
          ) : (
            <Credits value={after} />
          )}
        </Line>
      </dl>
      {isShort ? (
        <div className="mt-1 flex flex-wrap items-center justify-between gap-2">
          <p role="status" className="text-bad">
            Take leads out, or buy credits.
          </p>
          <Button size="sm" onClick={() => onBuyCredits(-after)}>
            Buy credits
          </Button>
        </div>
      ) : null}
    </div>
  )
}

function Line({ name, strong, children }: { name: string; strong?: boolean; children: ReactNode }) {
  return (
    <div className={strong ? 'flex justify-between py-0.5 font-semibold' : 'flex justify-between py-0.5'}>
      <dt className={strong ? '' : 'text-muted'}>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
