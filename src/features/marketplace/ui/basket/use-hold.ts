import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ApiError, api, newIdempotencyKey } from '../../../../ui/index.ts'
import type { Quoted } from '../../schema.ts'
import { balanceAfter } from '../review/order-sums.tsx'
import { type Hold, HoldKeeper } from './hold-keeper.ts'
import type { BasketState } from './use-basket.ts'

const balanceKey = ['credits', 'balance']
const cancelPath = (quoteId: string) => `/api/marketplace/quotes/${quoteId}/cancellation`

export interface HoldState {
  hold: Hold
  /** What is set aside for this basket now. */
  total: number
  again: () => void
  over: () => void
  spent: () => void
}

/** Holds the basket's listings and their credits while the order is reviewed, and gives them back after. */
export function useHold(basket: BasketState, open: boolean, fixed: boolean): HoldState {
  const client = useQueryClient()
  const [hold, setHold] = useState<Hold>({ state: 'none' })
  const latest = useRef(basket)
  const shown = useRef<Quoted | null>(null)
  useEffect(() => {
    latest.current = basket
  })
  const [keeper] = useState(
    () =>
      new HoldKeeper({
        take,
        giveBack: (quoteId) =>
          api('POST', cancelPath(quoteId)).finally(() => client.invalidateQueries({ queryKey: balanceKey })),
        now: () => Date.now(),
        tell(next) {
          setHold(next)
          showBalance(client, shown.current, next)
          shown.current = next.state === 'held' ? next.quote : null
          if (next.state === 'held') latest.current.quoted(next.quote)
          if (next.state === 'refused') noteSkipped(next.error, latest.current)
        },
      }),
  )

  // While an order is under way, or its answer was lost, its quote stays as it is.
  const wanted = open && !fixed ? basket.quotable : fixed ? null : []
  useEffect(() => {
    if (wanted) keeper.want(wanted)
  })
  useEffect(() => () => keeper.want([]), [keeper])

  const endsAt = hold.state === 'held' ? hold.endsAt : null
  useEffect(() => {
    if (endsAt === null) return
    const timer = setTimeout(() => keeper.over(), endsAt - Date.now())
    return () => clearTimeout(timer)
  }, [keeper, endsAt])

  useEffect(() => {
    const leave = () => {
      // The page may be gone before an answer; the browser sends it all the same.
      if (keeper.quoteId && !latest.current.unanswered)
        void fetch(cancelPath(keeper.quoteId), { method: 'POST', keepalive: true })
    }
    const come = (event: PageTransitionEvent) => event.persisted && keeper.over()
    addEventListener('pagehide', leave)
    addEventListener('pageshow', come)
    return () => {
      removeEventListener('pagehide', leave)
      removeEventListener('pageshow', come)
    }
  }, [keeper])

  const [acts] = useState(() => ({
    again: () => keeper.again(),
    over: () => keeper.over(),
    spent() {
      shown.current = null // its credits are gone, not back
      keeper.spent()
    },
  }))
  return { hold, total: hold.state === 'held' ? hold.quote.total : 0, ...acts }
}

/** The balance moves with the hold at once, so that the sums of the page agree; the server's word follows. */
function showBalance(client: QueryClient, before: Quoted | null, now: Hold) {
  client.setQueryData<{ balance: number; held: number }>(balanceKey, (known) => {
    if (!known) return known
    if (now.state === 'held') return { ...known, balance: now.quote.balance, held: now.quote.held }
    if (!before) return known
    const { balance, held } = known
    return {
      ...known,
      balance: balanceAfter(balance, -before.total),
      held: Math.max(0, balanceAfter(held, before.total)),
    }
  })
}

function take(listing_ids: string[]): Promise<Quoted> {
  return api<Quoted>('POST', '/api/marketplace/quotes', {
    body: { listing_ids, on_unavailable: 'skip' },
    headers: { 'idempotency-key': newIdempotencyKey() },
  })
}

/** When none could be had, the refusal says why of each. */
function noteSkipped(error: unknown, basket: BasketState) {
  if (!(error instanceof ApiError) || !Array.isArray(error.members.skipped)) return
  basket.quoted({ items: [], skipped: error.members.skipped as Quoted['skipped'] })
}
