import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ApiError, api, type ListPageOf, useCoalesced, useLive } from '../../../ui/index.ts'
import { useMe } from '../../accounts/ui/index.ts'
import type { ListedPixel, Pixel, PixelStatusView } from '../schema.ts'

/** A busy site changes its figures all the time: nobody reads faster than this. */
const PAUSE_MS = 2_000

/** Whether this person may make and change pixels. */
export function useIsAdmin(): boolean {
  const role = useMe().workspace?.role
  return role === 'owner' || role === 'admin'
}

/** Keeps what is known of pixels right when somebody changes one, and when its state becomes another. */
export function usePixelChanges(): void {
  const client = useQueryClient()
  const freshen = () => void client.invalidateQueries({ queryKey: ['pixels'] })
  useLive(['pixel.changed', 'pixel.first_event', 'pixel.silent'], freshen)
}

/** The same with what comes in, every two seconds. */
export function usePixelsLive(): void {
  const client = useQueryClient()
  usePixelChanges()
  const soon = useCoalesced(() => void client.invalidateQueries({ queryKey: ['pixels'] }), PAUSE_MS)
  useLive(['visitors.seen'], soon)
}

/** All pixels; a workspace has at most a hundred. */
export function useAllPixels() {
  return useQuery({
    queryKey: ['pixels', 'all'],
    queryFn: ({ signal }) =>
      api<ListPageOf<ListedPixel>>('GET', '/api/pixels', { query: { limit: 200 }, signal }),
  })
}

export function usePixel(id: string | undefined) {
  return useQuery<Pixel, ApiError>({
    queryKey: ['pixels', 'one', id],
    queryFn: ({ signal }) => api<Pixel>('GET', `/api/pixels/${id}`, { signal }),
    enabled: id !== undefined,
  })
}

export function usePixelStatus(id: string) {
  return useQuery({
    queryKey: ['pixels', 'status', id],
    queryFn: ({ signal }) => api<PixelStatusView>('GET', `/api/pixels/${id}/status`, { signal }),
  })
}
