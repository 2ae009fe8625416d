const MAX_PAGE_VIEWS = 200
const MAX_KEPT = 100_000

/** Whether a visitor sees pages faster than people do, by the time its events say. */
export type Pace = (visitorId: string, atMs: number) => boolean

/** Counts page views by visitor and minute; what it forgets it would find again in a minute. */
export function createPace(): Pace {
  let counts = new Map<string, number>()
  return (visitorId, atMs) => {
    if (counts.size >= MAX_KEPT) counts = new Map()
    const key = `${visitorId}${Math.floor(atMs / 60_000)}`
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return count > MAX_PAGE_VIEWS
  }
}
