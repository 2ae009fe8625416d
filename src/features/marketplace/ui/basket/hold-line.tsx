import { Lock } from 'lucide-react'
import { useEffect, useState } from 'react'
import { plural, SkeletonLines } from '../../../../ui/index.ts'
import type { Hold } from './hold-keeper.ts'

const SOON_MS = 60_000

/** Whether the leads are held, and for how long still. */
export function HoldLine({ hold }: { hold: Hold }) {
  if (hold.state === 'taking')
    return (
      <div className="h-10">
        <SkeletonLines lines={2} label="Holding the leads" />
      </div>
    )
  if (hold.state === 'over')
    return (
      <p role="alert" className="rounded-md bg-warn-soft px-3 py-2 text-warn">
        The time is over: nothing is held any more and nothing was charged. Hold the leads again to buy them.
      </p>
    )
  if (hold.state !== 'held') return null
  return <Countdown key={hold.quote.quote_id} count={hold.quote.items.length} endsAt={hold.endsAt} />
}

function Countdown({ count, endsAt }: { count: number; endsAt: number }) {
  const left_ms = useLeft(endsAt)
  const isSoon = left_ms <= SOON_MS
  const them = count === 1 ? 'this lead' : 'these leads'
  return (
    <div className="flex items-start gap-2 rounded-md bg-sunken px-3 py-2">
      <Lock aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      <p className="min-w-0">
        <span className={isSoon ? 'font-semibold tabular text-warn' : 'font-semibold tabular'}>
          Held for you for {clockOf(left_ms)}.
        </span>{' '}
        <span className="text-muted">Nobody else can take {them}, and the price stays.</span>
      </p>
      <span role="status" className="sr-only">
        {isSoon ? `${plural(count, 'lead')} held for less than a minute` : `${plural(count, 'lead')} held`}
      </span>
    </div>
  )
}

/** Milliseconds until then, anew each second. */
function useLeft(endsAt: number): number {
  const [left_ms, setLeft] = useState(() => endsAt - Date.now())
  useEffect(() => {
    const timer = setInterval(() => setLeft(endsAt - Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [endsAt])
  return Math.max(0, left_ms)
}

function clockOf(left_ms: number): string {
  const seconds = Math.ceil(left_ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
