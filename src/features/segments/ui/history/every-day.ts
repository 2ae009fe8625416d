import type { DayCount } from '../../schema.ts'

export interface DayRow {
  /** 2026-11-22. */
  day: string
  count: DayCount | null
  /** Since the day it was counted before; null for the first. */
  change: number | null
  /** Another load of the audience was counted than the day before. */
  isNewLoad: boolean
}

const DAY_MS = 86_400_000

/** Every day from the first count to `today`, also those on which nobody counted. Days are of UTC. */
export function everyDay(counts: readonly DayCount[], today: string): DayRow[] {
  const [first] = counts
  if (!first) return []
  const byDay = new Map(counts.map((count) => [count.day, count]))
  const rows: DayRow[] = []
  let before: DayCount | null = null
  for (let at = Date.parse(first.day); at <= Date.parse(today); at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10)
    const count = byDay.get(day) ?? null
    rows.push({
      day,
      count,
      change: count && before ? count.count - before.count : null,
      isNewLoad: count !== null && before !== null && count.version !== before.version,
    })
    before = count ?? before
  }
  return rows
}
