import { useNavigate } from '@tanstack/react-router'
import { Coins, History, Snowflake, TrendingDown, WalletCards } from 'lucide-react'
import { Credits, cn, formatCredits, Menu, type MenuEntry, Skeleton } from '../../../../ui/index.ts'
import type { Credits as CreditsNow } from '../../schema.ts'
import { useBuyCredits } from '../buying/buy-request.ts'
import { balanceState } from './balance-words.ts'
import { useBalance } from './use-balance.ts'

interface BalanceMenuProps {
  /** In the rail, in a rail folded to icons, or in the bar of a phone. */
  place: 'rail' | 'folded' | 'bar'
}

/** The balance wherever one is; pressed, what to do about it. */
export function BalanceMenu({ place }: BalanceMenuProps) {
  const { data } = useBalance()
  const items = useItems(data)
  const side = place === 'bar' ? 'bottom' : 'top'
  return (
    <Menu
      side={side}
      align={place === 'bar' ? 'end' : 'start'}
      trigger={
        <button
          type="button"
          className={cn(
            'flex h-8 min-w-0 items-center rounded-md hover:bg-hover max-sm:h-10',
            place === 'folded' ? 'w-full justify-center' : 'gap-2 px-2',
            place === 'rail' && 'w-full justify-between',
          )}
        >
          {place === 'folded' ? <Coins aria-hidden className="size-4 shrink-0 text-muted" /> : null}
          <span className={place === 'rail' ? 'text-muted' : 'sr-only'}>Balance</span>
          <BalanceNow credits={data} isHidden={place === 'folded'} />
        </button>
      }
      items={items}
    />
  )
}

function BalanceNow({ credits, isHidden }: { credits: CreditsNow | undefined; isHidden: boolean }) {
  if (!credits) return isHidden ? null : <Skeleton className="h-4 w-16" />
  const state = balanceState(credits)
  const Icon = credits.frozen ? Snowflake : TrendingDown
  return (
    <span className={cn('flex min-w-0 items-center gap-1.5', isHidden && state && 'ml-1')}>
      {state ? (
        <>
          <Icon
            aria-hidden
            className={cn('size-3.5 shrink-0', state.tone === 'bad' ? 'text-bad' : 'text-warn')}
          />
          <span className="sr-only">{state.label}</span>
        </>
      ) : null}
      <Credits value={credits.balance} className={isHidden ? 'sr-only' : 'truncate'} />
      <span className="sr-only">credits</span>
    </span>
  )
}

function useItems(credits: CreditsNow | undefined): MenuEntry[] {
  const navigate = useNavigate()
  const { buyCredits, canBuy } = useBuyCredits()
  const state = credits && balanceState(credits)
  return [
    ...(credits ? [{ heading: `${formatCredits(credits.balance)} credits to spend` }] : []),
    ...(credits && credits.held > 0 ? [{ heading: `${formatCredits(credits.held)} held by quotes` }] : []),
    ...(state ? [{ heading: `${state.label}. ${state.text}` }] : []),
    {
      label: canBuy ? 'Buy credits' : 'Get credits',
      icon: <Coins />,
      // The menu gives the focus back first, so that the dialog returns it there.
      onSelect: () => setTimeout(() => buyCredits()),
    },
    { label: 'History', icon: <History />, onSelect: () => void navigate({ to: '/credits/history' }) },
    { label: 'Billing', icon: <WalletCards />, onSelect: () => void navigate({ to: '/credits' }) },
  ]
}
