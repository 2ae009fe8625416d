import { keepPreviousData, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, useCoalesced, useLive } from '../../../../ui/index.ts'
import type { FigureQuery } from '../range/range.ts'

/** Whatever moves a figure. */
const EVENTS = [
  ...['lead.created', 'lead.updated', 'lead.deleted', 'import.finished', 'pull.finished', 'order.created'],
  ...['credits.changed', 'credits.granted', 'return.changed', 'listing.sold', 'listing.updated'],
  ...['visitors.seen', 'visitor.identified', 'pixel.changed', 'segment.updated', 'segment.deleted'],
]
/** A flood of events asks for the figures twice a second. */
const PAUSE_MS = 500

/** One endpoint's figures; those of the last range stay until the next are there. */
export function useFigures<T>(name: string, query: FigureQuery, enabled = true): UseQueryResult<T> {
  return useQuery({
    queryKey: ['analytics', name, query],
    queryFn: ({ signal }) => api<T>('GET', `/api/analytics/${name}`, { query, signal }),
    placeholderData: keepPreviousData,
    // they may have moved while no page was listening
    staleTime: 0,
    enabled,
  })
}

/** Asks again for the figures on the page when something moves them. */
export function useLiveFigures(): void {
  const client = useQueryClient()
  useLive(
    EVENTS,
    useCoalesced(() => void client.invalidateQueries({ queryKey: ['analytics'] }), PAUSE_MS),
  )
}

/** Where the table of an endpoint is a file. */
export function csvHref(name: string, query: FigureQuery, more: Record<string, string> = {}): string {
  return `/api/analytics/${name}?${new URLSearchParams({ ...query, ...more, format: 'csv' })}`
}
