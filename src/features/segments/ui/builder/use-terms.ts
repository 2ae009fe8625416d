import { useQuery } from '@tanstack/react-query'
import { api } from '../../../../ui/index.ts'
import type { AudienceFilter } from '../../../audience/schema.ts'
import type { AudiencePreview } from '../../../audience/ui/index.ts'
import type { SegmentTarget } from '../../schema.ts'
import { useSettled } from './use-settled.ts'

export type Terms = Pick<AudiencePreview, 'count' | 'net_new' | 'credit_cost_per_lead' | 'balance'>

/** How many people are new and what they cost; own leads cost nothing. */
export function useTerms(filter: AudienceFilter, target: SegmentTarget) {
  const settled = useSettled(JSON.stringify(filter))
  return useQuery<Terms>({
    queryKey: ['audience', 'terms', settled],
    queryFn: ({ signal }) =>
      api<AudiencePreview>('POST', '/api/audience/search', {
        body: { action: 'preview', filters: JSON.parse(settled) },
        signal,
      }),
    placeholderData: (before) => before,
    enabled: target === 'audience',
  })
}
