import { useEffect, useRef } from 'react'
import { Button, Checkbox, Dialog, formatCredits, Kbd, plural } from '../../../../ui/index.ts'
import { useBuyCredits } from '../../../credits/ui/index.ts'
import { HoldLine } from '../basket/hold-line.tsx'
import type { BasketState } from '../basket/use-basket.ts'
import { BuyProblem } from './buy-problem.tsx'
import { OrderSums } from './order-sums.tsx'
import { ReviewItems } from './review-items.tsx'
import type { Review } from './use-review.ts'

interface ReviewDialogProps {
  review: Review
  basket: BasketState
  /** With what is held for this basket already. */
  balance: number | undefined
}

/** Holds what the basket has, says exactly what will happen, then does that. */
export function ReviewDialog({ review, basket, balance }: ReviewDialogProps) {
  const { open, hold, quote, buy, isUnanswered, isShort, confirmation } = review
  const { buyCredits } = useBuyCredits()
  const sent = buy.isPending ? buy.variables : basket.unanswered
  const count = sent?.listing_ids.length ?? quote?.items.length ?? basket.count
  const total = sent?.total ?? quote?.total ?? basket.total
  const price = `${formatCredits(total)} credits`
  const mustConfirm = confirmation !== null && !confirmation.given
  const canHold = !isShort && (hold.state === 'over' || hold.state === 'refused')
  const cannot = isUnanswered
    ? false
    : basket.quotable.length === 0 || (quote ? mustConfirm : !canHold && !buy.isPending)

  function submit() {
    if (!cannot) review.submit()
  }
  useSubmitKey(open, submit)

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? review.show() : review.hide())}
      title="Review order"
      description={`${plural(count, 'lead')} for ${price}. Full names and contacts appear in Leads at once.`}
      footer={
        <>
          {isUnanswered ? null : (
            <OrderSums
              {...{ count, total, balance }}
              isHeld={quote !== null}
              onBuyCredits={(shortfall) => {
                review.hide()
                buyCredits({ shortfall })
              }}
            />
          )}
          {confirmation ? (
            <Checkbox
              className="w-full"
              checked={confirmation.given}
              disabled={buy.isPending}
              onCheckedChange={confirmation.give}
              label={`I confirm the amount of ${price}`}
              hint={`Your workspace asks for this above ${formatCredits(confirmation.above)} credits.`}
            />
          ) : null}
          <Button onClick={review.hide} disabled={buy.isPending}>
            Back to the list
          </Button>
          <Button variant="primary" busy={buy.isPending} disabled={cannot} onClick={submit}>
            {labelOf(hold.state, isUnanswered || isShort || buy.isPending, plural(count, 'lead'), price)}
            <span aria-hidden className="max-sm:hidden">
              <Kbd keys="mod+enter" inverted />
            </span>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <BuyProblem
          error={buy.error ?? (hold.state === 'refused' ? hold.error : null)}
          unanswered={isUnanswered}
        />
        {buy.error ? null : <HoldLine hold={hold} />}
        {basket.items.length === 0 ? (
          <p className="py-6 text-center text-muted">The basket is empty. Nothing will be bought.</p>
        ) : (
          <ReviewItems items={basket.items} fixed={buy.isPending} onTakeOut={(id) => basket.takeOut([id])} />
        )}
        <p className="text-sm text-muted">
          Leads that you own by then, or that are taken off the market, are left out and cost nothing. You
          never pay more than the {price} shown.
          {quote
            ? ` A lead that is not as sold can be returned within ${quote.refund_terms.return_days} days.`
            : ''}
        </p>
      </div>
    </Dialog>
  )
}

function labelOf(state: Review['hold']['state'], isFixed: boolean, leads: string, price: string): string {
  if (isFixed || state === 'held') return `Buy ${leads} for ${price}`
  if (state === 'over') return `Hold ${leads} again`
  if (state === 'refused') return `Hold ${leads}`
  return `Holding ${leads}`
}

/** Ctrl or Cmd with Enter buys; the page's own shortcuts rest while a dialog is open. */
function useSubmitKey(open: boolean, submit: () => void) {
  const latest = useRef(submit)
  useEffect(() => {
    latest.current = submit
  })
  useEffect(() => {
    if (!open) return
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || event.repeat) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [open])
}
