import type { ReactNode } from 'react'
import { Credits, formatCredits, plural, Skeleton } from '../../../ui/index.ts'

interface OrderSumsProps {
  count: number
  total: number
  balance: number | undefined
}

export function balanceAfter(balance: number, total: number): number {
  return (Math.round(balance * 100) - Math.round(total * 100)) / 100
}

/** What the order does to the wallet, line by line. */
export function OrderSums({ count, total, balance }: OrderSumsProps) {
  const after = balance === undefined ? undefined : balanceAfter(balance, total)
  const isShort = after !== undefined && after < 0
  return (
    <div className="w-full border-t border-line pt-2 tabular">
      <dl>
        <Line name="Balance now">
          {balance === undefined ? <Skeleton className="h-4 w-16" /> : formatCredits(balance)}
        </Line>
        <Line name={plural(count, 'lead')}>
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
        <p role="status" className="mt-1 text-bad">
          Take leads out, or ask the operator for credits.
        </p>
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
