import { Link } from '@tanstack/react-router'
import { ApiError, errorText, formatCredits } from '../../../../ui/index.ts'
import { isRefusal } from './use-pull.ts'

const lost =
  'No answer came, so it is not known whether people were pulled. Pull again: it is the same pull, and it is never charged twice.'

/** Why nobody was pulled, what it means and what to do. What was typed stays. */
export function PullProblem({ error }: { error: unknown }) {
  if (!error) return null
  return (
    <div role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
      {isRefusal(error) && error instanceof ApiError ? <Refusal error={error} /> : lost}
    </div>
  )
}

function Refusal({ error }: { error: ApiError }) {
  const { members } = error
  const credits = (name: string) => formatCredits(Number(members[name]))
  const guards = (
    <Link to="/settings/guards" className="underline underline-offset-2">
      Spend guards
    </Link>
  )
  switch (error.code) {
    case 'insufficient_credits':
      return `This pull needs ${credits('required')} credits and the balance is ${credits('balance')}: ${credits('shortfall')} short. Nothing was charged. Take fewer people, or buy credits.`
    case 'spend_cap':
      return (
        <>
          {members.scope === 'member' ? 'You may spend' : 'This workspace may spend'} {credits('cap')} credits
          a month, and {credits('spent')} are spent. Nothing was charged. {guards} hold the cap.
        </>
      )
    case 'wallet_frozen':
      return (
        <>
          Spending is stopped in this workspace{members.reason ? `: ${String(members.reason)}` : ''}. Nothing
          was charged. {guards} say why.
        </>
      )
    case 'confirmation_required':
      return 'A pull of this amount must be confirmed below. Nothing was charged.'
    default: {
      const said = [errorText(error), ...error.errors.map(({ message }) => message)]
      const text = [...new Set(said)].join(' ')
      return /Nothing (was|is) /.test(text) ? text : `${text} Nothing was charged.`
    }
  }
}
