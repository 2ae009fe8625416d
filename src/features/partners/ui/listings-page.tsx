import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import {
  api,
  Button,
  ConfirmDialog,
  DataTable,
  EmptyState,
  FilterBar,
  type FilterDef,
  formatCount,
  ListPage,
  PageHeader,
  plural,
  toast,
  useFilters,
  useLive,
  usePages,
  useSelection,
} from '../../../ui/index.ts'
import type { PartnerListing } from '../schema.ts'
import { listingColumns, listingStatuses, nameOfListing } from './listing-columns.tsx'
import { ListingDrawer } from './listing-drawer.tsx'
import { partnerQuery } from './partner-query.ts'
import { TermsDialog } from './terms-dialog.tsx'

const filterDefs: FilterDef[] = [
  { kind: 'enum', key: 'status', label: 'Status', options: [...listingStatuses] },
]
const idOf = ({ id }: PartnerListing) => id

/** Everything the partner has on sale, and what became of it. */
export function ListingsPage() {
  const { listingId } = useParams({ strict: false })
  const navigate = useNavigate()
  const client = useQueryClient()
  const filters = useFilters(filterDefs, { defaultSort: '-listed_at' })
  const listings = usePages<PartnerListing>({
    key: ['partner-listings', filters.query],
    path: '/api/partner/listings',
    query: filters.query,
  })
  const partner = useQuery(partnerQuery)
  const selection = useSelection(filters.query)
  const [changing, setChanging] = useState<string[] | null>(null)
  const [withdrawing, setWithdrawing] = useState<string[] | null>(null)
  const freshen = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['partner-listings'] }),
      client.invalidateQueries({ queryKey: ['partner'] }),
    ])
  useLive(['listing.sold'], (event) => {
    toast({ title: `${plural(event.count, 'lead')} sold`, tone: 'good' })
    void freshen()
  })
  const counts = partner.data?.listings
  const open = listings.rows.find(({ id }) => id === listingId)
  const chosen = () => (selection.selection.all ? [] : [...selection.selection.ids])

  async function withdraw(ids: string[]) {
    const { withdrawn } = await api<{ withdrawn: number }>('POST', '/api/partner/listings/withdrawals', {
      body: { listing_ids: ids },
    })
    toast({ title: `${plural(withdrawn, 'listing')} withdrawn` })
    selection.clear()
    await freshen()
  }

  return (
    <ListPage>
      <PageHeader
        title="Listings"
        note={
          counts
            ? `${formatCount(counts.active ?? 0)} on sale, ${formatCount(counts.sold_out ?? 0)} sold out`
            : 'What you have on sale'
        }
        actions={
          <Button asChild>
            <Link to="/sell/upload">Upload leads</Link>
          </Button>
        }
      />
      <FilterBar filters={filters} />
      <DataTable
        id="partner-listings"
        label="Listings"
        noun={['listing', 'listings']}
        columns={listingColumns}
        pages={listings}
        rowId={idOf}
        rowLabel={nameOfListing}
        filters={filters}
        selection={selection}
        canSelectAll={false}
        actions={() => (
          <>
            <Button size="sm" onClick={() => setChanging(chosen())}>
              Change terms
            </Button>
            <Button size="sm" variant="danger" onClick={() => setWithdrawing(chosen())}>
              Withdraw
            </Button>
          </>
        )}
        openId={listingId}
        hrefOf={({ id }) => `/sell/listings/${id}`}
        onOpen={({ id }) =>
          navigate({
            to: '/sell/listings/$listingId',
            params: { listingId: id },
            search: true,
            replace: Boolean(listingId),
          })
        }
        onBack={() => navigate({ to: '/sell/listings', search: true })}
        empty={
          <EmptyState
            title="Nothing on sale yet"
            action={
              <Button asChild variant="primary">
                <Link to="/sell/upload">Upload leads</Link>
              </Button>
            }
          >
            Leads you list appear here with their price, how often they sold and when they expire.
          </EmptyState>
        }
      />
      <ListingDrawer
        listing={open}
        isOpen={Boolean(listingId)}
        onClose={() => navigate({ to: '/sell/listings', search: true })}
        onChange={(id) => setChanging([id])}
        onWithdraw={(id) => setWithdrawing([id])}
      />
      <TermsDialog
        key={changing?.join()}
        ids={changing}
        onClose={() => setChanging(null)}
        onChanged={async () => {
          selection.clear()
          await freshen()
        }}
      />
      <ConfirmDialog
        open={withdrawing !== null}
        onOpenChange={(isOpen) => isOpen || setWithdrawing(null)}
        tone="danger"
        title={`Withdraw ${plural(withdrawing?.length ?? 0, 'listing')}?`}
        confirmLabel={`Withdraw ${plural(withdrawing?.length ?? 0, 'listing')}`}
        onConfirm={() => withdraw(withdrawing ?? [])}
      >
        Nobody can buy them from then on. What was sold stays sold; you can list the leads again.
      </ConfirmDialog>
    </ListPage>
  )
}
