import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { ApiError, Button, Credits, errorText } from '../../../../ui/index.ts'
import type { Checkout } from '../../schema.ts'
import { useBalance } from '../balance/use-balance.ts'
import { useBuyCredits } from '../buying/buy-request.ts'
import { packagesQuery } from '../buying/packages-query.ts'
import { InvoiceLink } from '../invoice-link.tsx'
import { formatMoney } from '../money.ts'
import { NoticeBar, type NoticeTone } from '../notice-bar.tsx'
import { checkoutWords } from './checkout-words.ts'
import { useCheckout } from './use-checkout.ts'
import type { ReturnedCheckout } from './use-returned-checkout.ts'

interface CheckoutNoticeProps {
  returned: ReturnedCheckout
  onDismiss: () => void
}

const icons: Record<NoticeTone, ReactNode> = {
  neutral: <LoaderCircle className="animate-spin" />,
  good: <CircleCheck />,
  warn: <CircleAlert />,
  bad: <CircleAlert />,
}

/** Above the page somebody came back to: what came of the payment, and what to do now. */
export function CheckoutNotice({ returned, onDismiss }: CheckoutNoticeProps) {
  const checkout = useCheckout(returned)
  const dismiss = { name: 'Dismiss what came of the payment', run: onDismiss }
  const isSimulated = useQuery(packagesQuery).data?.simulated ?? false
  const isPaid = checkout.data?.status === 'paid'
  useGoneWithPage(isPaid, onDismiss)
  if (checkout.isPending)
    return <NoticeBar tone="neutral" icon={icons.neutral} title="Asking what came of the payment…" />
  if (!checkout.data) {
    const { error } = checkout
    const isUnknown = error instanceof ApiError && (error.status === 404 || error.status === 422)
    return (
      <NoticeBar
        tone="warn"
        icon={icons.warn}
        title="It is not known what came of the payment."
        text={isUnknown ? 'This workspace knows no such payment.' : errorText(error)}
        actions={
          isUnknown ? null : (
            <Button size="sm" onClick={() => void checkout.refetch()}>
              Ask again
            </Button>
          )
        }
        dismiss={dismiss}
      />
    )
  }
  const words = checkoutWords(checkout.data, returned.result)
  return (
    <NoticeBar
      key={words.tone}
      tone={words.tone}
      icon={icons[words.tone]}
      title={words.title}
      text={
        <>
          {isPaid ? <BalanceAfter /> : words.text}
          {isPaid && isSimulated ? ' Payments are simulated: no money moved.' : null}
        </>
      }
      actions={
        isPaid ? (
          <InvoiceLink checkout={checkout.data} />
        ) : words.canRetry ? (
          <Retry checkout={checkout.data} onLeave={onDismiss} />
        ) : null
      }
      dismiss={dismiss}
    />
  )
}

/** Good news has been read once its page is left; bad news stays until it is dismissed. */
function useGoneWithPage(isGood: boolean, dismiss: () => void) {
  const { pathname } = useLocation()
  const readAt = useRef<string>(undefined)
  useEffect(() => {
    if (!isGood) return
    readAt.current ??= pathname
    if (readAt.current !== pathname) dismiss()
  })
}

function BalanceAfter() {
  const { data } = useBalance()
  if (!data) return null
  return (
    <>
      The balance is now <Credits value={data.balance} unit className="text-current" />.
    </>
  )
}

/** Back to the page of the payment while it is open; else a new one of the same size. */
function Retry({ checkout, onLeave }: { checkout: Checkout; onLeave: () => void }) {
  const { buyCredits } = useBuyCredits()
  const label = `Try again for ${formatMoney(checkout.amount_cents, checkout.currency)}`
  if (checkout.url)
    return (
      <Button size="sm" asChild>
        <a href={checkout.url} onClick={onLeave}>
          {label}
        </a>
      </Button>
    )
  return (
    <Button size="sm" onClick={() => buyCredits({ credits: checkout.credits })}>
      {label}
    </Button>
  )
}
