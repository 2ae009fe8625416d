import { useQuery } from '@tanstack/react-query'
import { Plus, ShoppingBasket, X } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  ApiError,
  api,
  Button,
  Credits,
  Drawer,
  EmptyState,
  ErrorState,
  formatCredits,
  formatDateTime,
  plural,
  RelativeTime,
  ScoreMark,
  SkeletonLines,
} from '../../../../ui/index.ts'
import type { Listing } from '../../schema.ts'
import type { BasketState } from '../basket/use-basket.ts'
import { ageWord, departmentWord, headlineOf, leftWord, placeOf, seniorityWord, sizeWord } from '../words.ts'
import { contactsOf } from './contact-marks.tsx'
import { isBuyable, type MarketRow } from './listing.ts'
import { ListingState } from './listing-columns.tsx'

interface ListingDrawerProps {
  listingId: string | undefined
  /** The row it was opened from; it may know that the listing is gone. */
  row: MarketRow | undefined
  basket: BasketState
  onClose: () => void
  onReview: () => void
}

/** Everything that may be told of a listing before it is bought. */
export function ListingDrawer({ listingId, row, basket, onClose, onReview }: ListingDrawerProps) {
  const listing = useQuery({
    queryKey: ['market', 'one', listingId],
    queryFn: ({ signal }) => api<Listing>('GET', `/api/marketplace/listings/${listingId}`, { signal }),
    enabled: listingId !== undefined,
    ...(row ? { placeholderData: row } : {}),
  })
  const isGone = listing.error instanceof ApiError && listing.error.status === 404
  const shown: MarketRow | undefined = isGone && row ? { ...row, gone: true } : (listing.data ?? undefined)
  return (
    <Drawer
      open={listingId !== undefined}
      onClose={onClose}
      title={shown ? headlineOf(shown) : 'Listing'}
      note={shown ? [shown.industry, placeOf(shown)].filter(Boolean).join(', ') : undefined}
      footer={shown ? <Footer row={shown} basket={basket} onReview={onReview} /> : null}
    >
      {listing.isPending ? <SkeletonLines lines={10} /> : null}
      {isGone && !row ? (
        <EmptyState title="No longer for sale" action={<Button onClick={onClose}>Back to the list</Button>}>
          It is sold out, or its partner took it off the market.
        </EmptyState>
      ) : null}
      {listing.isError && !isGone ? (
        <ErrorState title="This listing could not be read" error={listing.error} retry={listing.refetch} />
      ) : null}
      {shown ? <Body row={shown} /> : null}
    </Drawer>
  )
}

function Footer({
  row,
  basket,
  onReview,
}: { row: MarketRow } & Pick<ListingDrawerProps, 'basket' | 'onReview'>) {
  const inBasket = basket.has(row.id)
  return (
    <>
      {inBasket ? (
        <Button icon={<X className="size-4" />} onClick={() => basket.remove([row.id])}>
          Take out of the basket
        </Button>
      ) : isBuyable(row) ? (
        <Button icon={<Plus className="size-4" />} onClick={() => basket.add([row])}>
          Add to basket for {formatCredits(row.price)} credits
        </Button>
      ) : (
        <ListingState row={row} />
      )}
      {basket.items.length > 0 ? (
        <Button className="ml-auto" icon={<ShoppingBasket className="size-4" />} onClick={onReview}>
          Review {plural(basket.count, 'lead')}
        </Button>
      ) : null}
    </>
  )
}

function Body({ row }: { row: MarketRow }) {
  return (
    <div className="flex flex-col gap-5">
      <div className="flex items-center gap-3">
        <ScoreMark score={row.score} size="lg" />
        <p className="min-w-0 flex-1 text-muted">
          Score of 100: how complete, verified, fitting and recent it is.
          <br />
          Its factors show once it is yours.
        </p>
        <Credits value={row.price} unit className="text-lg" />
      </div>
      <Facts
        title="The person and company"
        facts={[
          ['Job', headlineOf(row)],
          ['Seniority', seniorityWord(row.seniority)],
          ['Department', departmentWord(row.department)],
          ['Industry', row.industry],
          ['Company size', row.company_size && `${sizeWord(row.company_size)} people`],
          ['Place', placeOf(row)],
          ['Contacts', `${contactsOf(row)}${row.verified ? ', verified' : ', not verified'}`],
        ]}
      />
      <Facts
        title="The offer"
        facts={[
          ['Price', <Credits key="price" value={row.price} unit />],
          ['Buyers', row.exclusive ? 'Exclusive: only one buyer gets it' : leftWord(row)],
          ['Sold so far', plural(row.times_sold, 'time')],
          [
            'Age',
            row.age_days === 0
              ? 'The partner got it today'
              : `${ageWord(row.age_days)} since the partner got it`,
          ],
          ['Listed', <RelativeTime key="listed" at={row.listed_at} />],
          ['For sale until', row.expires_at ? formatDateTime(row.expires_at) : 'no end set'],
        ]}
      />
      <section>
        <h3 className="mb-1 font-semibold">What you get</h3>
        <p className="text-muted">
          The full record in Leads at once: name, job title, company, {contactsOf(row)}, consent and score
          factors. You can work and export it like any other lead.
        </p>
      </section>
    </div>
  )
}

function Facts({ title, facts }: { title: string; facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <section>
      <h3 className="mb-1 font-semibold">{title}</h3>
      <dl className="grid grid-cols-[8rem_1fr] gap-x-3 gap-y-1">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 break-words">{value ?? <span className="text-faint">Not given</span>}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
