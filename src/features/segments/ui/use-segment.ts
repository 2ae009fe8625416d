import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, useLive } from '../../../ui/index.ts'
import type { Segment } from '../schema.ts'

export const segmentKey = (id: string) => ['segments', 'one', id] as const

const changes = ['segment.updated', 'segment.pulled', 'segment.deleted']

/** One segment, as it is now. */
export function useSegment(id: string) {
  const client = useQueryClient()
  useLive(changes, (event) => {
    if (event.segment_id === id) void client.invalidateQueries({ queryKey: segmentKey(id) })
  })
  return useQuery({
    queryKey: segmentKey(id),
    queryFn: ({ signal }) => api<Segment>('GET', `/api/segments/${id}`, { signal }),
    enabled: id !== '',
  })
}
