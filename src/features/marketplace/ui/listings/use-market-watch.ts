import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, type ListPageOf, type Pages, patchRow } from '../../../../ui/index.ts'
import type { Listing } from '../../schema.ts'
import type { BasketState } from '../basket/use-basket.ts'
import { compareRows } from './compare-rows.ts'
import { type MarketRow, readListings } from './listing.ts'

const EVERY_MS = 20_000
const PAGE = 100

/**
 * Keeps the rows true without moving any: other workspaces buy too, and their orders are no events of ours.
 * Changed listings change in place, gone ones are marked, new ones are counted for the pill.
 */
export function useMarketWatch(
  pages: Pages<MarketRow>,
  query: Readonly<Record<string, string>>,
  basket: BasketState,
) {
  const client = useQueryClient()
  const [fresh, setFresh] = useState(0)
  const [news, setNews] = useState('')
  const isSettled = pages.query.isSuccess && !pages.query.isPlaceholderData && !pages.query.isFetching
  const first = useQuery({
    queryKey: ['market-watch', query],
    queryFn: ({ signal }) =>
      api<ListPageOf<Listing>>('GET', '/api/marketplace/listings', {
        query: { ...query, limit: PAGE },
        signal,
      }),
    enabled: isSettled,
    // The rows themselves were read a moment ago.
    initialData: { data: [], next_cursor: null },
    initialDataUpdatedAt: () => Date.now(),
    staleTime: EVERY_MS,
    refetchInterval: EVERY_MS,
  })

  const readAt = pages.query.dataUpdatedAt
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new answer is compared once, with the rows there are then.
  useEffect(() => {
    if (!isSettled || !first.isFetchedAfterMount || first.dataUpdatedAt <= readAt) return
    const difference = compareRows(pages.rows, first.data.data, first.data.next_cursor === null)
    setFresh(difference.fresh)
    for (const listing of difference.changed) patch(listing.id, { ...listing, gone: false })
    const { missing } = difference
    if (missing.length > 0) void lookAfter(missing)
  }, [first.dataUpdatedAt])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list, or the list read anew, begins without news.
  useEffect(() => {
    setFresh(0)
    setNews('')
  }, [query])

  function patch(id: string, change: Partial<MarketRow>) {
    patchRow<MarketRow>(client, ['market', 'list'], id, change)
  }

  /** A row may be missing because its new price sorts it elsewhere, so these are asked for by id. */
  async function lookAfter(missing: string[]) {
    const found = await readListings(missing).catch(() => null)
    if (!found) return
    const now = new Map(found.map((listing) => [listing.id, listing]))
    const gone = missing.filter((id) => !now.has(id))
    for (const listing of found) patch(listing.id, listing)
    for (const id of gone) patch(id, { gone: true })
    const inBasket = missing.filter(basket.has)
    if (inBasket.length > 0) basket.refresh(inBasket, found)
    if (gone.length > 0) setNews(gone.length === 1 ? '1 listing is gone' : `${gone.length} listings are gone`)
  }

  return {
    /** For the screen reader; sighted people see the rows change. */
    news,
    fresh: {
      count: fresh,
      show: () => {
        setFresh(0)
        void pages.query.refetch()
      },
    },
  }
}
