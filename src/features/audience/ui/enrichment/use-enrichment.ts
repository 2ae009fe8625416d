import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiError, api, useLive } from '../../../../ui/index.ts'
import type { EnrichedField } from '../../enrichment/fields.ts'
import type { MatchPreview, RunDetail } from '../../enrichment/schema.ts'
import { isOver } from './words.ts'

export const enrichmentEvents = [
  ...(['enrichment.progressed', 'enrichment.finished', 'enrichment.cancelled'] as const),
  ...(['enrichment.failed', 'enrichment.undone'] as const),
] as const

/** A run, kept fresh by its events; null while it is a match preview that nobody ran. */
export function useRun(id: string) {
  const client = useQueryClient()
  const queryKey = ['enrichment', 'runs', id]
  useLive(enrichmentEvents, () => {
    void client.invalidateQueries({ queryKey })
    void client.invalidateQueries({ queryKey: ['credits'] })
  })
  return useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      api<RunDetail>('GET', `/api/enrichment/runs/${id}`, { signal }).catch((error) => {
        if (error instanceof ApiError && error.status === 404) return null
        throw error
      }),
    // Behind the live events, for a stream that is down.
    refetchInterval: ({ state }) => (state.data && !isOver(state.data) ? 3000 : false),
  })
}

export interface Choices {
  confidence: number
  overwrite: readonly EnrichedField[]
}

/** A match preview with what was chosen; the figures of before stand while others are worked out. */
export function useMatches(id: string, { confidence, overwrite }: Choices, isWanted: boolean) {
  const query = { min_confidence: String(confidence), overwrite: overwrite.join(',') }
  return useQuery({
    queryKey: ['enrichment', 'matches', id, query],
    queryFn: ({ signal }) => api<MatchPreview>('GET', `/api/enrichment/matches/${id}`, { query, signal }),
    placeholderData: (before) => before,
    enabled: isWanted,
    retry: false,
  })
}
