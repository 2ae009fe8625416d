import { useEffect, useState } from 'react'
import { formatDateTime } from '../../../../ui/index.ts'

const TICK_MS = 20_000
const MINUTE_MS = 60_000

/** "2 days 4 h left", "35 min left"; red in the last day. */
export function Countdown({ until }: { until: string }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  const minutes = Math.floor((Date.parse(until) - now) / MINUTE_MS)
  return (
    <time
      dateTime={until}
      title={formatDateTime(until)}
      className={minutes < 24 * 60 ? 'whitespace-nowrap tabular text-bad' : 'whitespace-nowrap tabular'}
    >
      {leftWords(minutes)}
    </time>
  )
}

function leftWords(minutes: number): string {
  if (minutes < 1) return 'Time is over'
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60]
  if (days > 0) return `${days} ${days === 1 ? 'day' : 'days'}${hours > 0 ? ` ${hours} h` : ''} left`
  return hours > 0 ? `${hours} h ${rest} min left` : `${rest} min left`
}
