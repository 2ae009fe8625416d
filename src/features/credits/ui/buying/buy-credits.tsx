import { Coins } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useCommand } from '../../../../ui/index.ts'
import { askToBuy, useBuyRequest } from './buy-request.ts'

const Dialog = lazy(() => import('./buy-dialog.tsx').then((file) => ({ default: file.BuyDialog })))

/** Makes buying possible on every page: the palette's command, and the dialog once somebody asks for it. */
export function BuyCredits() {
  const request = useBuyRequest()
  useCommand({
    id: 'credits.buy',
    label: 'Buy credits',
    group: 'Credits',
    icon: <Coins />,
    keywords: ['top up', 'pay', 'balance', 'packages'],
    // The palette gives the focus back first, so that the dialog returns it there.
    run: () => setTimeout(() => askToBuy({})),
  })
  return <Suspense>{request ? <Dialog request={request} onClose={() => askToBuy(null)} /> : null}</Suspense>
}
