import type { ReactNode } from 'react'
import { Badge, Credits, formatCredits, Skeleton } from '../../../../ui/index.ts'
import { balanceState } from '../balance/balance-words.ts'
import { useBalance } from '../balance/use-balance.ts'

/** What a payment does to the wallet, line by line. */
export function BuySums({ credits }: { credits: number }) {
  const { data } = useBalance()
  const state = data && balanceState(data)
  const owed = data?.frozen?.owed ?? 0
  return (
    <dl className="w-full border-t border-line pt-2 tabular">
      <Line name="Balance now">
        {state ? (
          <>
            <Badge tone={state.tone}>{state.label}</Badge>{' '}
          </>
        ) : null}
        {data ? formatCredits(data.balance) : <Skeleton className="h-4 w-16" />}
      </Line>
      {data && data.held > 0 ? (
        <Line name="Held by quotes beside it">
          <span className="text-muted">{formatCredits(data.held)}</span>
        </Line>
      ) : null}
      <Line name="This package">
        <Credits value={credits} signed />
      </Line>
      {owed > 0 ? <Line name="Owed for a payment that went back">{formatCredits(-owed)}</Line> : null}
      <Line name="Balance after" isSum>
        {data ? (
          <Credits value={Math.max(0, data.balance + credits - owed)} />
        ) : (
          <Skeleton className="h-4 w-16" />
        )}
      </Line>
    </dl>
  )
}

function Line({ name, isSum = false, children }: { name: string; isSum?: boolean; children: ReactNode }) {
  return (
    <div
      className={
        isSum ? 'flex justify-between gap-3 py-0.5 font-semibold' : 'flex justify-between gap-3 py-0.5'
      }
    >
      <dt className={isSum ? '' : 'text-muted'}>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
