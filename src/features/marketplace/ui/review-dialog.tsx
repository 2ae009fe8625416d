import { useEffect, useRef } from 'react'
import { Button, Dialog, formatCredits, Kbd, plural } from '../../../ui/index.ts'
import { BuyProblem } from './buy-problem.tsx'
import { balanceAfter, OrderSums } from './order-sums.tsx'
import { ReviewItems } from './review-items.tsx'
import type { BasketState } from './use-basket.ts'
import { useBasketCheck } from './use-basket-check.ts'
import { isRefusal, useBuy } from './use-buy.ts'

interface ReviewDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  basket: BasketState
  balance: number | undefined
}

/** Says exactly what will happen, then does that. */
export function ReviewDialog({ open, onOpenChange, basket, balance }: ReviewDialogProps) {
  const { items, count, total } = basket
  const check = useBasketCheck(basket, open)
  const buy = useBuy(basket)
  const isUnanswered = basket.unanswered !== null && !buy.isPending
  // An order whose answer was lost may have been charged already: the balance says nothing about it.
  const isShort = !isUnanswered && balance !== undefined && balanceAfter(balance, total) < 0
  const isChecking = check.isLoading
  const cannot = count === 0 || isShort || isChecking
  const price = `${formatCredits(total)} credits`

  function submit() {
    if (cannot || buy.isPending) return
    // What was refused may have changed since it was read.
    buy.mutate(basket.intend(), { onError: (error) => void (isRefusal(error) && check.refetch()) })
  }
  useSubmitKey(open, submit)

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (buy.isPending) return
        buy.reset()
        onOpenChange(next)
      }}
      title="Review order"
      description={`${plural(count, 'lead')} for ${price}. Full names and contacts appear in Leads at once.`}
      footer={
        <>
          {isUnanswered ? null : <OrderSums count={count} total={total} balance={balance} />}
          <Button onClick={() => onOpenChange(false)} disabled={buy.isPending}>
            Back to the list
          </Button>
          <Button variant="primary" busy={buy.isPending} disabled={cannot} onClick={submit}>
            {isChecking
              ? `Checking ${plural(items.length, 'lead')}`
              : `Buy ${plural(count, 'lead')} for ${price}`}
            <span aria-hidden className="max-sm:hidden">
              <Kbd keys="mod+enter" inverted />
            </span>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <BuyProblem error={buy.error} unanswered={isUnanswered} />
        {items.length === 0 ? (
          <p className="py-6 text-center text-muted">The basket is empty. Nothing will be bought.</p>
        ) : (
          <ReviewItems items={items} fixed={buy.isPending} onTakeOut={(id) => basket.takeOut([id])} />
        )}
        <p className="text-sm text-muted">
          Leads that somebody else buys before you, or that you own by then, are left out and cost nothing.
          You never pay more than the {price} shown.
        </p>
      </div>
    </Dialog>
  )
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
