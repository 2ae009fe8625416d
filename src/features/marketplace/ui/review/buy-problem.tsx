import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ApiError, errorText, formatCredits } from '../../../../ui/index.ts'
import { useMe } from '../../../accounts/ui/index.ts'
import { isRefusal } from './use-buy.ts'

const lost =
  'No answer came, so it is not known whether the order was made. Buy again: it is the same order, and an order is never charged twice.'

/** Why nothing was held or ordered, what it means and what to do. The basket stays as it is. */
export function BuyProblem({ error, unanswered }: { error: unknown; unanswered: boolean }) {
  if (!error && !unanswered) return null
  return (
    <div role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
      {error instanceof ApiError && isRefusal(error) ? (
        <Refusal error={error} />
      ) : error && isRefusal(error) ? (
        errorText(error)
      ) : (
        lost
      )}
    </div>
  )
}

function Refusal({ error }: { error: ApiError }) {
  const { members } = error
  const credits = (name: string) => formatCredits(Number(members[name]))
  switch (error.code) {
    case 'insufficient_credits':
      return `This order needs ${credits('required')} credits and the balance is ${credits('balance')}: ${credits('shortfall')} short. Nothing was charged. Take leads out, or buy credits.`
    case 'spend_cap':
      return (
        <ToGuards doing="raise it">
          {members.scope === 'member' ? 'You may spend' : 'This workspace may spend'} {credits('cap')} credits
          a month. {credits('spent')} are spent
          {Number(members.held) > 0 ? `, ${credits('held')} are held by open quotes` : ''}, and this order
          needs {credits('required')}. Nothing was charged.
        </ToGuards>
      )
    case 'wallet_frozen':
      return <Frozen members={members} />
    case 'quote_used':
      return (
        <>
          This was ordered already, in another tab perhaps. It was charged once.{' '}
          <Link
            to="/orders/$orderId"
            params={{ orderId: String(members.order_id) }}
            className="underline underline-offset-2"
          >
            See the order
          </Link>
        </>
      )
    case 'confirmation_required':
      return `This order costs ${credits('total')} credits. Confirm the amount below, then buy. Nothing was charged.`
    case 'not_found':
      return 'A lead of this order is no longer there. Nothing was charged. It is marked below and left out when you hold the leads again.'
    default:
      return /Nothing (was|is) /.test(error.detail) ? error.detail : `${error.detail} Nothing was charged.`
  }
}

function Frozen({ members }: { members: ApiError['members'] }) {
  if (members.frozen_by === 'payment')
    return 'Spending is stopped, because a payment was taken back after its credits were spent. Nothing was charged. The credits page says what is open.'
  const who = members.frozen_by === 'member' ? 'You may not spend' : 'Spending is stopped'
  return (
    <ToGuards doing="allow it again">
      {who} in this workspace{members.reason ? `: ${String(members.reason)}` : ''}. Nothing was charged.
    </ToGuards>
  )
}

/** Who can change it: the person themselves, or somebody to ask. */
function ToGuards({ doing, children }: { doing: string; children: ReactNode }) {
  const role = useMe().workspace?.role
  return (
    <>
      {children}{' '}
      {role === 'owner' || role === 'admin' ? (
        <Link to="/settings/guards" className="underline underline-offset-2">
          {`${doing.charAt(0).toUpperCase()}${doing.slice(1)} under spend guards`}
        </Link>
      ) : (
        `An owner or admin can ${doing}.`
      )}
    </>
  )
}
