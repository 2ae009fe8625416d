import { ApiError, errorText, formatCredits } from '../../../ui/index.ts'
import { isRefusal } from './use-buy.ts'

const lost =
  'No answer came, so it is not known whether the order was made. Buy again: it is the same order, and an order is never charged twice.'

/** Why an order was not made, what it means and what to do. The basket stays as it is. */
function buyProblem(error: unknown): string {
  if (!isRefusal(error)) return lost
  if (!(error instanceof ApiError)) return errorText(error)
  const { required, balance, shortfall } = error.members
  if (error.status === 402 && [required, balance, shortfall].every((value) => typeof value === 'number')) {
    return `This order needs ${formatCredits(Number(required))} credits and the balance is ${formatCredits(Number(balance))}: ${formatCredits(Number(shortfall))} short. Nothing was charged. Take leads out, or ask the operator for credits.`
  }
  if (error.status === 409 && typeof required === 'number') {
    return `A price has changed: the order would now cost ${formatCredits(required)} credits, more than was shown. Nothing was charged. The list below has the new prices.`
  }
  if (error.status === 404) {
    return 'A lead of this order is no longer there. Nothing was charged. It is marked below and left out when you buy again.'
  }
  return `${errorText(error)} Nothing was charged.`
}

/** Says it where it happened, to screen readers at once. */
export function BuyProblem({ error, unanswered }: { error: unknown; unanswered: boolean }) {
  if (!error && !unanswered) return null
  return (
    <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
      {error ? buyProblem(error) : lost}
    </p>
  )
}
