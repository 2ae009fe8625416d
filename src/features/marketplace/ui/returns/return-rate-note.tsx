import { useQuery } from '@tanstack/react-query'
import { api, formatCount, formatPercent } from '../../../../ui/index.ts'
import type { ReturnRate } from '../../returns/schema.ts'

/** How much of the partner's sales came back, against the others. */
export function ReturnRateNote() {
  const rate = useQuery({
    queryKey: ['partner-returns', 'rate'],
    queryFn: ({ signal }) => api<ReturnRate>('GET', '/api/partner/return-rate', { signal }),
  })
  if (!rate.data || rate.data.rate === null) return 'What buyers gave back, and how long you have to answer'
  const { sold, returned, rate: own, median } = rate.data
  return (
    <span className="tabular">
      {formatPercent(own)} came back in 90 days ({formatCount(returned)} of {formatCount(sold)}
      );{' '}
      {median === null
        ? 'too few partners sell to compare'
        : `the median of all partners is ${formatPercent(median)}`}
    </span>
  )
}
