import { lazy, Suspense } from 'react'
import { useBalance } from './balance/use-balance.ts'
import { useLowNotice } from './balance/use-low-notice.ts'
import { useReturnedCheckout } from './checkouts/use-returned-checkout.ts'
import { useCreditsLive } from './use-credits-live.ts'

const Returned = lazy(() =>
  import('./checkouts/checkout-notice.tsx').then((file) => ({ default: file.CheckoutNotice })),
)
const Balance = lazy(() =>
  import('./balance/balance-notice.tsx').then((file) => ({ default: file.BalanceNotice })),
)

/** Above every page of a workspace: what came of a payment; a balance that is low or frozen. */
export function CreditNotices({ workspaceId }: { workspaceId: string }) {
  useCreditsLive()
  const { data } = useBalance()
  const low = useLowNotice(workspaceId, data)
  const [returned, dismiss] = useReturnedCheckout(workspaceId)
  return (
    <div role="status" className="shrink-0">
      <Suspense>
        {returned ? <Returned key={returned.id} returned={returned} onDismiss={dismiss} /> : null}
      </Suspense>
      <Suspense>
        {data && (data.frozen || low.isShown) ? <Balance credits={data} onDismiss={low.dismiss} /> : null}
      </Suspense>
    </div>
  )
}
