import { Link } from '@tanstack/react-router'
import { Coins } from 'lucide-react'
import { Button, Page, PageHeader, Panel } from '../../../ui/index.ts'
import { AskBilling } from './ask-billing.tsx'
import { BalanceFigures } from './balance/balance-figures.tsx'
import { LowBalancePanel } from './balance/low-balance-panel.tsx'
import { useBuyCredits } from './buying/buy-request.ts'
import { PackagesPanel } from './buying/packages-panel.tsx'
import { GrantsPanel } from './grants-panel.tsx'
import { ReceiptsPanel } from './receipts-panel.tsx'
import { TopUpPanel } from './top-ups/top-up-panel.tsx'

/** What the workspace has, what more costs, what was paid, and what happens by itself. */
export function BillingPage() {
  const { buyCredits, canBuy } = useBuyCredits()
  return (
    <Page>
      <PageHeader
        title="Credits"
        note="What you can spend, what you paid, and how more comes in"
        actions={
          <>
            <Button asChild>
              <Link to="/settings/guards">Spend guards</Link>
            </Button>
            <Button asChild>
              <Link to="/credits/history">History</Link>
            </Button>
            {canBuy ? (
              <Button
                variant="primary"
                icon={<Coins aria-hidden className="size-4" />}
                onClick={() => buyCredits()}
              >
                Buy credits
              </Button>
            ) : null}
          </>
        }
      />
      <div className="grid items-start lg:grid-cols-[minmax(0,1fr)_minmax(0,25rem)]">
        <div className="min-w-0 lg:-mr-5">
          <Panel>
            <BalanceFigures />
          </Panel>
          <PackagesPanel />
          <GrantsPanel />
          {canBuy ? <ReceiptsPanel /> : null}
        </div>
        <div className="min-w-0">
          {canBuy ? (
            <>
              <LowBalancePanel />
              <TopUpPanel />
            </>
          ) : (
            <Panel title="Buying and settings">
              <AskBilling what="buy credits, see receipts and set what happens when they run low" />
            </Panel>
          )}
        </div>
      </div>
    </Page>
  )
}
