import { useQuery } from '@tanstack/react-query'
import { api } from '../../../../ui/index.ts'
import type { Forecast, Segment } from '../../schema.ts'
import { useSettled } from '../builder/use-settled.ts'
import type { OrderTerms } from './order-form.ts'

/** What an order of these terms would spend; of what was typed last, once the typing rests. */
export function useForecast({ id, updated_at }: Segment, terms: OrderTerms | null) {
  const { cadence, max_leads, max_credits } = terms ?? {}
  const settled = useSettled(terms ? JSON.stringify({ cadence, max_leads, max_credits }) : '')
  const query = useQuery({
    queryKey: ['segments', 'forecast', id, updated_at, settled],
    queryFn: ({ signal }) =>
      api<Forecast>('POST', '/api/segments/forecasts', {
        body: { segment_id: id, ...JSON.parse(settled) },
        signal,
      }),
    placeholderData: (before) => before,
    enabled: settled !== '',
  })
  const isOld =
    query.isPlaceholderData ||
    terms === null ||
    settled !== JSON.stringify({ cadence, max_leads, max_credits })
  return { forecast: query.data, isOld, error: query.error, retry: () => void query.refetch() }
}
