import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, useLive } from '../../../../ui/index.ts'
import type { EnrichedField } from '../../enrichment/fields.ts'
import type { MatchPreview, RunDetail } from '../../enrichment/schema.ts'
import { isOver } from './words.ts'

export const enrichmentEvents = [
  ...(['enrichment.progressed', 'enrichment.finished', 'enrichment.cancelled'] as const),
  ...(['enrichment.failed', 'enrichment.undone'] as const),
] as const

/** A run or the preview it will be of, kept fresh by its events. */
export function useRun(id: string) {
  const client = useQueryClient()
  const queryKey = ['enrichment', 'runs', id]
  useLive(enrichmentEvents, () => {
    void client.invalidateQueries({ queryKey })
    void client.invalidateQueries({ queryKey: ['credits'] })
  })
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => api<RunDetail>('GET', `/api/enrichment/runs/${id}`, { signal }),
    retry: false,
    // Behind the live events, for a stream that is down.
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? 3000 : false),
  })
}

const isUnderWay = (run: RunDetail | undefined) =>
  run !== undefined && run.status !== 'matched' && !isOver(run)

export interface Choices {
  confidence: number
  overwrite: readonly EnrichedField[]
}

/** A match preview with what was chosen; the figures of before stand while others are worked out. */
export function useMatches(id: string, { confidence, overwrite }: Choices) {
  const query = { min_confidence: String(confidence), overwrite: overwrite.join(',') }
  return useQuery({
    queryKey: ['enrichment', 'matches', id, query],
    queryFn: ({ signal }) => api<MatchPreview>('GET', `/api/enrichment/matches/${id}`, { query, signal }),
    placeholderData: (before) => before,
    retry: false,
  })
}
