import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, useLive } from '../../../../ui/index.ts'
import type { Pull } from '../../pulls/schema.ts'
import { isOver } from './pull.ts'

export const pullEvents = ['pull.progressed', 'pull.finished', 'pull.cancelled', 'pull.failed'] as const

/** One pull, kept fresh by its events. */
export function usePullOf(id: string) {
  const client = useQueryClient()
  const queryKey = ['audience', 'pulls', id]
  useLive(pullEvents, () => void client.invalidateQueries({ queryKey }))
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => api<Pull>('GET', `/api/audience/pulls/${id}`, { signal }),
    // Behind the live events, for a stream that is down.
    refetchInterval: ({ state }) => (state.data && !isOver(state.data) ? 3000 : false),
  })
}
