import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { RelativeTime, useLive } from '../../../ui/index.ts'
import { useAllPixels, usePixelChanges } from './use-pixels.ts'

/** Says of each pixel that fell silent since when, and where to find out why. */
export function SilenceNotice() {
  const silent = useAllPixels().data?.data.filter(({ state }) => state === 'silent') ?? []
  const client = useQueryClient()
  usePixelChanges()
  useLive(['visitors.seen'], ({ pixel_ids: ids }) => {
    // Its silence has ended.
    if (Array.isArray(ids) && silent.some(({ id }) => ids.includes(id)))
      void client.invalidateQueries({ queryKey: ['pixels'] })
  })
  if (silent.length === 0) return null
  return (
    <ul aria-label="Silent pixels" className="mx-5 mb-3 flex flex-col gap-1 max-sm:mx-4">
      {silent.map((pixel) => (
        <li
          key={pixel.id}
          className="flex flex-wrap items-center gap-x-2 rounded-md bg-warn-soft px-3 py-2 text-warn"
        >
          <TriangleAlert aria-hidden className="size-4 shrink-0" />
          <span className="min-w-0 break-words">
            {pixel.name} is silent: its last event came{' '}
            {pixel.silent_since ? <RelativeTime at={pixel.silent_since} /> : null}.
          </span>
          <Link
            to="/pixels/$pixelId"
            params={{ pixelId: pixel.id }}
            className="font-medium underline underline-offset-2"
          >
            Find out why
          </Link>
        </li>
      ))}
    </ul>
  )
}
