import { dayName } from '../../../../ui/format.ts'
import type { Period } from '../../schema.ts'

const DAY_MS = 86_400_000

export interface Time {
  from: string
  to: string
  name: string
}

const monthFormat = new Intl.DateTimeFormat('en-US', { month: 'short', year: 'numeric', timeZone: 'UTC' })

/**
 * Every day or month of a period, with what the API says of it: times with nothing it leaves out. All there are begins
 * years before anything was, so months before the first figure are left out here as well.
 */
export function everyTime<Row extends { starts: string }>(
  period: Period,
  rows: readonly Row[],
): (Time & { row: Row | undefined })[] {
  const byStart = new Map(rows.map((row) => [row.starts, row]))
  const times = period.step === 'day' ? days(period) : months(period, rows[0]?.starts)
  return times.map((time) => ({ ...time, row: byStart.get(time.from) }))
}

function days({ from, to }: Period): Time[] {
  const length = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
  return Array.from({ length }, (_, index) => {
    const day = new Date(Date.parse(from) + index * DAY_MS).toISOString().slice(0, 10)
    return { from: day, to: day, name: dayName(day) }
  })
}

function months({ from, to }: Period, first: string | undefined): Time[] {
  const begin = first && first > from ? first : from
  const found: Time[] = []
  for (let start = begin; start <= to; ) {
    const next = monthAfter(start)
    const last = new Date(Date.parse(next) - DAY_MS).toISOString().slice(0, 10)
    found.push({ from: start, to: last < to ? last : to, name: monthFormat.format(new Date(start)) })
    start = next
  }
  return found
}

function monthAfter(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
}
