import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Credits, formatDate, Panel, plural } from '../../../../ui/index.ts'
import type { EarningState, Earnings } from '../../schema.ts'
import { formatMoney } from './money.ts'
import { stateWords } from './words.ts'

const ORDER: EarningState[] = ['pending', 'available', 'in_payout', 'paid']

/** From sale to money: how much stands where, and what moves it on. */
export function StatesFlow({ earnings }: { earnings: Earnings }) {
  const { states } = earnings
  return (
    <Panel>
      <ol className="grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-4">
        {ORDER.map((state, place) => (
          <li key={state} className="relative flex flex-col gap-0.5">
            {place > 0 ? (
              <ChevronRight aria-hidden className="absolute top-1 -left-5 size-4 text-faint max-lg:hidden" />
            ) : null}
            <span className="text-sm text-muted">{stateWords[state]}</span>
            <Credits value={states[state].credits} className="text-title font-semibold" />
            <span className="text-sm text-muted">{plural(states[state].sales, 'sale')}</span>
            <span className="text-sm text-muted">{explain(state, earnings)}</span>
          </li>
        ))}
      </ol>
      {states.reversed.sales > 0 ? (
        <p className="mt-4 border-t border-line pt-3 text-sm text-muted">
          Reversed: <Credits value={states.reversed.credits} unit /> of{' '}
          {plural(states.reversed.sales, 'sale')} whose lead was returned. They count nowhere above.
        </p>
      ) : null}
    </Panel>
  )
}

function explain(state: EarningState, { releases, payout, states }: Earnings): ReactNode {
  if (state === 'pending') {
    const [next] = releases
    if (!next) return states.pending.sales > 0 ? 'Held while a return is decided' : 'Nothing is held back'
    return (
      <>
        Next: <Credits value={next.credits} /> on {formatDate(next.first_at)}
      </>
    )
  }
  if (state === 'available') {
    const minimum = formatMoney(payout.minimum_cents, payout.currency)
    return payout.amount_cents >= payout.minimum_cents && payout.amount_cents > 0
      ? `${formatMoney(payout.amount_cents, payout.currency)}, ready to be paid out`
      : `${formatMoney(payout.amount_cents, payout.currency)} of the ${minimum} a payout takes`
  }
  if (state === 'in_payout')
    return states.in_payout.sales > 0 ? 'On its way to you' : 'No payout is under way'
  return states.paid.sales > 0 ? 'Left as money' : 'Nothing was paid out yet'
}
