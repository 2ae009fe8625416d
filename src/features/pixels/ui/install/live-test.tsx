import { ExternalLink } from 'lucide-react'
import { Button, cn, ErrorState, plural, RelativeTime, Skeleton } from '../../../../ui/index.ts'
import type { Pixel } from '../../schema.ts'
import { usePixelStatus, usePixelsLive } from '../use-pixels.ts'
import { Diagnosis } from './diagnosis.tsx'

/** Waits for the first event and turns green when it comes; what is in the way is one press from here. */
export function LiveTest({ pixel }: { pixel: Pixel }) {
  const status = usePixelStatus(pixel.id)
  usePixelsLive()
  if (status.isPending) return <Skeleton className="h-16 w-full" />
  if (status.isError)
    return <ErrorState title="The state could not be read" error={status.error} retry={status.refetch} />
  const { state, last_event_at: lastEventAt, events_today: today } = status.data
  const works = state === 'live'
  return (
    <div className="flex flex-col gap-4">
      <div
        role="status"
        data-state={state}
        className={cn(
          'flex items-center gap-3 rounded-md border p-4',
          works ? 'border-transparent bg-good-soft text-good' : 'border-line',
        )}
      >
        <span
          aria-hidden
          className={cn(
            'size-3 shrink-0 rounded-full',
            works ? 'bg-good' : state === 'waiting' ? 'animate-breathe bg-warn' : 'bg-edge',
          )}
        />
        <div className="min-w-0">
          <p className="font-semibold">{titles[state]}</p>
          {lastEventAt ? (
            <p className={works ? '' : 'text-muted'}>
              Last event <RelativeTime at={lastEventAt} />, {plural(today, 'event')} today.
            </p>
          ) : (
            <p className="text-muted">Open the site in another tab: its first event shows here at once.</p>
          )}
        </div>
      </div>
      <div>
        <Button asChild>
          <a href={pixel.website_url} target="_blank" rel="noreferrer">
            <ExternalLink aria-hidden className="size-4" />
            Open the site
          </a>
        </Button>
      </div>
      {works ? null : <Diagnosis key={pixel.id} pixelId={pixel.id} />}
    </div>
  )
}

const titles = {
  waiting: 'Waiting for the first event',
  live: 'It works: events come in',
  silent: 'Events have stopped',
  paused: 'The pixel is paused',
} as const
