import { Link, useLocation } from '@tanstack/react-router'
import { Snowflake, TrendingDown } from 'lucide-react'
import { Button, Credits } from '../../../../ui/index.ts'
import type { Credits as CreditsNow } from '../../schema.ts'
import { useBuyCredits } from '../buying/buy-request.ts'
import { NoticeBar } from '../notice-bar.tsx'
import { balanceState } from './balance-words.ts'

interface BalanceNoticeProps {
  credits: CreditsNow
  /** Of a low balance; a frozen one is told for as long as it is. */
  onDismiss: () => void
}

/** That nothing can be bought, or that soon nothing can. */
export function BalanceNotice({ credits, onDismiss }: BalanceNoticeProps) {
  const { buyCredits, canBuy } = useBuyCredits()
  const state = balanceState(credits)
  const { pathname } = useLocation()
  if (credits.frozen) {
    // That page says it all, at length.
    if (pathname === '/credits') return null
    return (
      <NoticeBar
        tone="bad"
        icon={<Snowflake />}
        title="Spending is frozen."
        text={state?.text}
        actions={
          <Button size="sm" asChild>
            <Link to="/credits">See billing</Link>
          </Button>
        }
      />
    )
  }
  if (!state) return null
  return (
    <NoticeBar
      tone="warn"
      icon={<TrendingDown />}
      title={
        <>
          The balance is low: <Credits value={credits.balance} unit className="text-current" />.
        </>
      }
      text={`${state.text}.`}
      actions={
        <Button size="sm" onClick={() => buyCredits()}>
          {canBuy ? 'Buy credits' : 'Get credits'}
        </Button>
      }
      dismiss={{ name: 'Dismiss the low balance', run: onDismiss }}
    />
  )
}
