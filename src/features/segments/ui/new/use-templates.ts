import { useQuery } from '@tanstack/react-query'
import { api } from '../../../../ui/index.ts'
import type { SegmentTemplate } from '../../schema.ts'

/** Filters for common targets. */
export function useTemplates() {
  return useQuery({
    queryKey: ['segments', 'templates'],
    queryFn: ({ signal }) => api<{ data: SegmentTemplate[] }>('GET', '/api/segments/templates', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
