import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Receipt, ShoppingBasket } from 'lucide-react'
import { useMemo } from 'react'
import {
  api,
  DataTable,
  FilterBar,
  formatCount,
  ListPage,
  PageHeader,
  plural,
  toast,
  useCommand,
  useFilters,
  usePages,
  useShortcut,
} from '../../../ui/index.ts'
import { useBalance } from '../../credits/ui/index.ts'
import type { ListingCount } from '../schema.ts'
import { BasketBar } from './basket/basket-bar.tsx'
import { useBasketSelection } from './basket/basket-selection.ts'
import { useBasket } from './basket/use-basket.ts'
import { useBoughtElsewhere } from './basket/use-bought-elsewhere.ts'
import { isBuyable, listingIdOf, listingNameOf, type MarketRow } from './listings/listing.ts'
import { listingColumns } from './listings/listing-columns.tsx'
import { ListingDrawer } from './listings/listing-drawer.tsx'
import { listingFilters, marketQuery } from './listings/listing-filters.ts'
import { MarketEmpty } from './listings/market-empty.tsx'
import { useMarketWatch } from './listings/use-market-watch.ts'
import { balanceAfter } from './review/order-sums.tsx'
import { ReviewDialog } from './review/review-dialog.tsx'
import { useReview } from './review/use-review.ts'

/** Leads for sale, masked: choose into the basket, review once, buy. */
export function MarketplacePage() {
  const { listingId } = useParams({ strict: false })
  const navigate = useNavigate()
  const filters = useFilters(listingFilters, { defaultSort: '-listed_at' })
  const query = useMemo(() => marketQuery(filters.query), [filters.query])
  const pages = usePages<MarketRow>({
    key: ['market', 'list', query],
    path: '/api/marketplace/listings',
    query,
  })
  const count = useCount(query)
  const basket = useBasket()
  const free = useBalance().data?.balance
  const order = useReview(basket, free)
  const balance = free === undefined ? undefined : balanceAfter(free, -order.heldTotal)
  const selection = useBasketSelection(basket, pages.rows)
  const watch = useMarketWatch(pages, query, basket)
  useBoughtElsewhere(basket)

  function review() {
    if (basket.items.length > 0) order.show()
    else toast({ id: 'basket-empty', title: 'Choose leads first', description: 'x adds the row you are on.' })
  }
  useShortcut('b', review, { label: 'Review the order' })
  useCommand({
    id: 'marketplace.review',
    label: 'Review the order',
    icon: <ShoppingBasket />,
    shortcut: 'b',
    run: review,
  })
  useCommand({
    id: 'marketplace.orders',
    label: 'See past orders',
    icon: <Receipt />,
    run: () => void navigate({ to: '/orders' }),
  })
  const back = () => navigate({ to: '/marketplace', search: true })

  return (
    <ListPage>
      <PageHeader title="Marketplace" note={count.words} />
      <FilterBar filters={filters} />
      <DataTable
        id="marketplace"
        label="Leads for sale"
        noun={['listing', 'listings']}
        columns={listingColumns}
        pages={{ ...pages, total: count.exact }}
        rowId={listingIdOf}
        rowLabel={listingNameOf}
        filters={filters}
        selection={selection}
        canSelect={isBuyable}
        canSelectAll={false}
        fresh={watch.fresh}
        openId={listingId}
        hrefOf={(row) => `/marketplace/${row.id}`}
        onOpen={(row) =>
          navigate({
            to: '/marketplace/$listingId',
            params: { listingId: row.id },
            search: true,
            replace: Boolean(listingId),
          })
        }
        onBack={back}
        empty={<MarketEmpty />}
      />
      <p role="status" className="sr-only">
        {watch.news}
      </p>
      <BasketBar basket={basket} balance={balance} narrow={listingId !== undefined} onReview={review} />
      <ListingDrawer
        listingId={listingId}
        row={pages.rows.find((row) => row.id === listingId)}
        basket={basket}
        onClose={back}
        onReview={review}
      />
      <ReviewDialog review={order} basket={basket} balance={balance} />
    </ListPage>
  )
}

/** How many match. With owned leads hidden nobody counts those, so no total is shown. */
function useCount(query: Record<string, string>) {
  const { sort: _, hide_owned, ...filter } = query
  const { data } = useQuery({
    queryKey: ['market', 'count', filter],
    queryFn: ({ signal }) =>
      api<ListingCount>('GET', '/api/marketplace/listings/count', { query: filter, signal }),
  })
  const words = 'Scored leads of approved partners, masked until you buy them'
  if (!data) return { words, exact: undefined }
  if (data.exact && hide_owned !== 'true') return { words, exact: data.count }
  const matching = data.exact
    ? plural(data.count, 'listing')
    : `More than ${formatCount(data.count)} listings`
  return { words: `${matching}${hide_owned === 'true' ? ', those you own hidden' : ''}`, exact: undefined }
}
