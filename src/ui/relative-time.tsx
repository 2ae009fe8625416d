import { useSyncExternalStore } from 'react'
import { formatDateTime, formatRelative } from './format.ts'

// One ticker for every time on the page: thousands of rows must not mean thousands of timers.
const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const tell of listeners) tell()
  }, 20_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** `<RelativeTime at={lead.created_at} />`: "5min ago", the exact time on hover. */
export function RelativeTime({ at }: { at: string }) {
  const current = useSyncExternalStore(subscribe, () => now)
  const date = new Date(at)
  return (
    <time dateTime={at} title={formatDateTime(date)} className="tabular whitespace-nowrap">
      {formatRelative(date, new Date(Math.max(current, Date.now() - 20_000)))}
    </time>
  )
}
