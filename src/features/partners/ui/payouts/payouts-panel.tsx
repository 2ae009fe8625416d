import {
  Badge,
  Button,
  Credits,
  EmptyState,
  ErrorState,
  formatDate,
  Panel,
  SkeletonLines,
  usePages,
  useSearchParams,
} from '../../../../ui/index.ts'
import type { Payout } from '../../payouts/schema.ts'
import { formatMoney } from './money.ts'
import { PayoutDrawer } from './payout-drawer.tsx'
import { methodWords, payoutTones, payoutWords } from './words.ts'

/** Every payout there was; one opens at the side, under its own address. */
export function PayoutsPanel() {
  const payouts = usePages<Payout>({ key: ['payouts'], path: '/api/partner/payouts', limit: 50 })
  const [params, update] = useSearchParams()
  const { query, rows } = payouts
  return (
    <Panel title="Payouts">
      {query.isPending ? <SkeletonLines lines={4} /> : null}
      {query.isError ? (
        <ErrorState title="The payouts could not be read" error={query.error} retry={query.refetch} />
      ) : null}
      {query.isSuccess && rows.length === 0 ? (
        <EmptyState title="No payouts yet">
          What you ask for appears here with its state, from request to your bank.
        </EmptyState>
      ) : null}
      {rows.length > 0 ? <PayoutTable rows={rows} onOpen={(id) => update({ payout: id })} /> : null}
      {query.hasNextPage ? (
        <Button className="mt-3" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show older payouts
        </Button>
      ) : null}
      <PayoutDrawer
        payoutId={params.payout}
        known={rows.find(({ id }) => id === params.payout)}
        onClose={() => update({ payout: undefined })}
      />
    </Panel>
  )
}

function PayoutTable({ rows, onOpen }: { rows: readonly Payout[]; onOpen: (id: string) => void }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must scroll by keyboard
    <section aria-label="Payouts" tabIndex={0} className="overflow-x-auto">
      <table className="w-full text-left sm:min-w-130">
        <thead>
          <tr className="border-b border-line text-sm text-muted">
            <th className="py-1.5 font-medium">Requested</th>
            <th className="py-1.5 font-medium">State</th>
            <th className="py-1.5 text-right font-medium">Amount</th>
            <th className="py-1.5 text-right font-medium max-sm:hidden">Credits</th>
            <th className="py-1.5 pl-6 font-medium max-sm:hidden">Paid by</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((payout) => (
            <tr key={payout.id} className="h-9 border-b border-line last:border-0 hover:bg-hover">
              <td>
                <button
                  type="button"
                  className="font-medium underline-offset-2 hover:underline"
                  onClick={() => onOpen(payout.id)}
                >
                  {formatDate(payout.requested_at)}
                </button>
              </td>
              <td>
                <Badge tone={payoutTones[payout.status]}>{payoutWords[payout.status]}</Badge>
              </td>
              <td className="text-right tabular">{formatMoney(payout.amount_cents, payout.currency)}</td>
              <td className="text-right max-sm:hidden">
                <Credits value={payout.credits} />
              </td>
              <td className="pl-6 text-muted max-sm:hidden">{methodWords[payout.method]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
