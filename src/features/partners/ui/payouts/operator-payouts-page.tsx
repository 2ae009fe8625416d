import { useQueryClient } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import {
  Button,
  DataTable,
  EmptyState,
  FilterBar,
  type FilterDef,
  ListPage,
  PageHeader,
  useFilters,
  usePages,
  useSearchParams,
} from '../../../../ui/index.ts'
import type { OperatorPayout } from '../../payouts/schema.ts'
import { operatorPayoutColumns } from './operator-payout-columns.tsx'
import { OperatorPayoutDrawer } from './operator-payout-drawer.tsx'
import { methodWords, payoutWords } from './words.ts'

const optionsOf = (words: Record<string, string>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }))
const filterDefs: FilterDef[] = [
  { kind: 'enum', key: 'status', label: 'Status', options: optionsOf(payoutWords) },
  { kind: 'enum', key: 'method', label: 'Paid by', options: optionsOf(methodWords) },
]
const idOf = ({ id }: OperatorPayout) => id
const nameOf = ({ company }: OperatorPayout) => company

/** What partners ask to be paid: the queue of payment by hand, and what Stripe does with the rest. */
export function OperatorPayoutsPage() {
  const client = useQueryClient()
  const filters = useFilters(filterDefs)
  const payouts = usePages<OperatorPayout>({
    key: ['operator-payouts', filters.query],
    path: '/api/operator/payouts',
    query: filters.query,
  })
  const [{ payout: openId }, update] = useSearchParams()
  const close = () => update({ payout: undefined })
  const open = payouts.rows.find(({ id }) => id === openId)
  return (
    <ListPage>
      <PageHeader
        title="Payouts"
        note="Open one to say that it was paid, or why it cannot be"
        actions={
          <Button asChild>
            <a href="/api/operator/payouts/export" download>
              <Download aria-hidden className="size-4" />
              Export what waits to be paid by hand
            </a>
          </Button>
        }
      />
      <FilterBar filters={filters} />
      <DataTable
        id="operator-payouts"
        label="Payouts"
        noun={['payout', 'payouts']}
        columns={operatorPayoutColumns}
        pages={payouts}
        rowId={idOf}
        rowLabel={nameOf}
        filters={filters}
        openId={openId}
        onOpen={({ id }) => update({ payout: id }, { replace: openId !== undefined })}
        onBack={close}
        empty={
          <EmptyState title="No payouts">
            What partners ask to be paid appears here, the newest first.
          </EmptyState>
        }
      />
      <OperatorPayoutDrawer
        key={openId}
        payout={open}
        onClose={close}
        onDecided={() => client.invalidateQueries({ queryKey: ['operator-payouts'] })}
      />
    </ListPage>
  )
}
