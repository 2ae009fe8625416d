import { useEffect, useState } from 'react'
import { ApiError } from '../../../../ui/index.ts'
import type { BasketState } from '../basket/use-basket.ts'
import { useBasketCheck } from '../basket/use-basket-check.ts'
import { useHold } from '../basket/use-hold.ts'
import { useBuy } from './use-buy.ts'

/** Ends of a quote that an order may find. */
const ENDED = new Set(['quote_expired', 'quote_cancelled', 'quote_used'])

/** From the open dialog to the order: what is held, what is confirmed, what was refused. */
export function useReview(basket: BasketState, free: number | undefined) {
  const [open, setOpen] = useState(false)
  const [confirmed, setConfirmed] = useState<string | null>(null)
  /** Above which amount the server asked for a confirmation that the quote did not tell of. */
  const [asked, setAsked] = useState<number | null>(null)
  const buy = useBuy(basket, {
    onBought: () => held.spent(),
    onRefused: (error) => {
      if (!(error instanceof ApiError)) return
      if (ENDED.has(error.code)) held.over()
      if (error.code === 'confirmation_required') setAsked(Number(error.members.confirm_above))
    },
  })
  const isUnanswered = basket.unanswered !== null && !buy.isPending
  const held = useHold(basket, open, buy.isPending || isUnanswered)
  const { hold } = held
  const quote = hold.state === 'held' ? hold.quote : null
  // Without a quote nothing tells the prices of now and what is gone.
  useBasketCheck(basket, open && hold.state === 'refused')

  // Credits that come in meanwhile make it possible after all.
  const lacking = hold.state === 'refused' ? lackOf(hold.error) : null
  const isEnough = lacking !== null && free !== undefined && free >= lacking
  useEffect(() => {
    if (isEnough) held.again()
  }, [isEnough, held.again])

  const confirmAbove = quote ? (quote.confirm_above ?? asked) : null
  const isConfirmed = quote !== null && confirmed === quote.quote_id

  function submit() {
    if (buy.isPending) return
    if (basket.unanswered) return buy.mutate(basket.unanswered)
    if (hold.state === 'over' || hold.state === 'refused') {
      buy.reset()
      return held.again()
    }
    if (!quote || (confirmAbove !== null && !isConfirmed)) return
    const { quote_id, total } = quote
    const listing_ids = quote.items.map((item) => item.listing_id)
    buy.mutate(
      basket.intend({ quote_id, listing_ids, total, ...(isConfirmed ? { confirmed_total: total } : {}) }),
    )
  }

  return {
    open,
    show: () => setOpen(true),
    hide() {
      if (buy.isPending) return
      buy.reset()
      setAsked(null)
      setOpen(false)
    },
    ...{ buy, hold, quote, isUnanswered, submit },
    isShort: lacking !== null,
    /** What is set aside for the basket now. */
    heldTotal: held.total,
    confirmation:
      confirmAbove === null || !quote
        ? null
        : {
            above: confirmAbove,
            given: isConfirmed,
            give: (on: boolean) => setConfirmed(on ? quote.quote_id : null),
          },
  }
}

/** How many credits it takes, when there were too few; else null. */
function lackOf(error: unknown): number | null {
  return error instanceof ApiError && error.code === 'insufficient_credits'
    ? Number(error.members.required)
    : null
}

export type Review = ReturnType<typeof useReview>
