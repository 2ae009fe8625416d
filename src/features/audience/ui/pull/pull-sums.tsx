import type { ReactNode } from 'react'
import { Button, Credits, formatCredits, plural } from '../../../../ui/index.ts'

interface PullSumsProps {
  people: number
  cost: number
  balance: number
  /** null for a member who may not buy credits. */
  onBuyCredits: ((shortfall: number) => void) | null
}

/** Credits are hundredths: no sum of them is off by a fraction. */
export const minus = (credits: number, others: number) =>
  (Math.round(credits * 100) - Math.round(others * 100)) / 100

/** What the pull does to the wallet, line by line. */
export function PullSums({ people, cost, balance, onBuyCredits }: PullSumsProps) {
  const after = minus(balance, cost)
  return (
    <div className="w-full border-t border-line pt-2 tabular">
      <dl>
        <Line name="Balance">{formatCredits(balance)}</Line>
        <Line name={plural(people, 'person', 'people')}>
          <Credits value={-cost} signed />
        </Line>
        <Line name={after < 0 ? 'Missing' : 'Balance after'} strong>
          {after < 0 ? <span className="text-bad">{formatCredits(-after)}</span> : <Credits value={after} />}
        </Line>
      </dl>
      {after < 0 ? (
        <div className="mt-1 flex flex-wrap items-center justify-between gap-2">
          <p role="status" className="text-bad">
            {onBuyCredits
              ? 'Take fewer people, or buy credits.'
              : 'Take fewer people, or ask an owner or admin to buy credits.'}
          </p>
          {onBuyCredits ? (
            <Button size="sm" onClick={() => onBuyCredits(-after)}>
              Buy credits
            </Button>
          ) : null}
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
