import { Link } from '@tanstack/react-router'
import { Button, Credits, Drawer, formatDateTime, ScoreMark } from '../../../ui/index.ts'
import type { PartnerListing } from '../schema.ts'
import { nameOfListing } from './listing-columns.tsx'

interface ListingDrawerProps {
  listing: PartnerListing | undefined
  isOpen: boolean
  onClose: () => void
  onChange: (id: string) => void
  onWithdraw: (id: string) => void
}

/** One listing with its terms and what can be done with it. */
export function ListingDrawer({ listing, isOpen, onClose, onChange, onWithdraw }: ListingDrawerProps) {
  const isOnSale = listing && ['active', 'expired', 'suspended'].includes(listing.status)
  return (
    <Drawer
      open={isOpen}
      onClose={onClose}
      title={listing ? nameOfListing(listing) : 'Listing'}
      note={
        listing?.lead
          ? [listing.lead.job_title, listing.lead.company_name].filter(Boolean).join(', ')
          : undefined
      }
      footer={
        listing && isOnSale ? (
          <>
            <Button onClick={() => onChange(listing.id)}>Change terms</Button>
            <Button variant="danger" onClick={() => onWithdraw(listing.id)}>
              Withdraw
            </Button>
          </>
        ) : null
      }
    >
      {listing ? (
        <dl className="grid grid-cols-[8rem_1fr] gap-x-3 gap-y-2 px-5 py-4">
          <Term name="Score">
            <ScoreMark score={listing.score} />
          </Term>
          <Term name="Price">
            <Credits value={listing.price} unit />
          </Term>
          <Term name="Sold">
            {listing.times_sold} of {listing.max_buyers}
          </Term>
          <Term name="Listed">{formatDateTime(listing.listed_at)}</Term>
          <Term name="Expires">{listing.expires_at ? formatDateTime(listing.expires_at) : 'Never'}</Term>
          {listing.lead ? (
            <Term name="Lead">
              <Link
                to="/leads/$leadId"
                params={{ leadId: listing.lead_id }}
                className="underline underline-offset-2"
              >
                Open the lead
              </Link>
            </Term>
          ) : null}
        </dl>
      ) : (
        <p className="px-5 py-4 text-muted">This listing is not in the list as it is filtered now.</p>
      )}
    </Drawer>
  )
}

function Term({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
