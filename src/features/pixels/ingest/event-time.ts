const DAY_MS = 86_400_000
const OLDEST_MS = 7 * DAY_MS
const NEWEST_MS = DAY_MS
/** A browser's clock that is further off is set right by ours. */
const TRUSTED_SKEW_MS = 60_000

/**
 * When an event happened, ms since 1970 by our clock and never in the future; null where that is out of bounds. Its id is
 * a UUIDv7 and says so by the browser's clock, of which `sentAtMs` is the time of sending.
 */
export function timeOfEvent(id: string, sentAtMs: number, nowMs: number): number | null {
  const idMs = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
  // There are partitions for these days only.
  if (idMs < nowMs - OLDEST_MS || idMs > nowMs + NEWEST_MS) return null
  if (Math.abs(nowMs - sentAtMs) <= TRUSTED_SKEW_MS) return Math.min(nowMs, idMs)
  const ageMs = Math.round(sentAtMs - idMs)
  return ageMs > OLDEST_MS ? null : nowMs - Math.max(0, ageMs)
}

/** The day of a moment, UTC, counted from 1970. */
export function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS)
}
