const creditsFormat = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const countFormat = new Intl.NumberFormat('en-US')

/** Credits as the API gives them (a number with at most two decimals) -> `1,234.50`. */
export function formatCredits(credits: number): string {
  // Rounding can leave a negative zero, and "-0.00" would read as a debt.
  return creditsFormat.format(Math.round(credits * 100) / 100 || 0)
}

/** `12340` -> `12,340`. */
export function formatCount(count: number): string {
  return countFormat.format(count)
}

/** `formatNumber of things`: `1 lead`, `12,340 leads`. Give the plural when it is not the singular plus s. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** Bytes -> `12 KB`, `3.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const units = ['KB', 'MB', 'GB']
  let size = bytes / 1024
  let unit = 0
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024
    unit += 1
  }
  return `${size < 10 ? Number(size.toFixed(1)) : Math.round(size)} ${units[unit]}`
}

/** Seconds -> `under 1 s`, `42 s`, `3 min`, `2 h 5 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 1) return 'under 1 s'
  if (seconds < 60) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`
}

/** `0.4251` -> `42.5%`; whole percentages carry no decimal. */
export function formatPercent(ratio: number): string {
  return `${Number((ratio * 100).toFixed(1))}%`
}

const relative = new Intl.RelativeTimeFormat('en-US', { numeric: 'always', style: 'narrow' })
const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
  ['month', 2_629_800],
  ['year', 31_557_600],
]

/** How far `at` is from `now`: `just now`, `5min ago`, `in 3d`. Beyond a minute the largest whole unit is used. */
export function formatRelative(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000
  const distance = Math.abs(seconds)
  if (distance < 60) return 'just now'
  let [unit, size] = steps[0] as [Intl.RelativeTimeFormatUnit, number]
  for (const step of steps) if (distance >= step[1]) [unit, size] = step
  return relative.format(Math.trunc(seconds / size), unit)
}

const dateFormat = new Intl.DateTimeFormat('en-US', { day: 'numeric', month: 'short', year: 'numeric' })
const timeFormat = new Intl.DateTimeFormat('en-US', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})

/** `Nov 22, 2026`, in the reader's time zone. */
export function formatDate(at: string | Date): string {
  return dateFormat.format(new Date(at))
}

/** `Nov 22, 2026, 14:05`, in the reader's time zone. */
export function formatDateTime(at: string | Date): string {
  return timeFormat.format(new Date(at))
}

/** A bare day, `2026-11-22` -> `Nov 22, 2026`, whatever the reader's time zone: noon keeps it the same day everywhere. */
export function dayName(day: string): string {
  return formatDate(`${day}T12:00:00`)
}
