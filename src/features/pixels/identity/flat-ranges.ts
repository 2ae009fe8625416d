/** Both ends belong to it; `n` names what it stands for. */
export interface Range<T extends number | bigint> {
  start: T
  end: T
  n: number
}

/** Ranges that do not meet, in order: one `n` for each number at most. */
export interface FlatRanges<T extends number | bigint> {
  starts: T[]
  ends: T[]
  n: number[]
}

/**
 * Where ranges lie in one another the narrower one counts, which begins later or ends sooner. `after` is the number
 * that follows, `before` the one in front.
 */
export function flatten<T extends number | bigint>(
  ranges: Range<T>[],
  after: (value: T) => T,
  before: (value: T) => T,
): FlatRanges<T> {
  const sorted = ranges.sort((a, b) =>
    a.start === b.start ? (a.end < b.end ? 1 : a.end > b.end ? -1 : a.n - b.n) : a.start < b.start ? -1 : 1,
  )
  const flat: FlatRanges<T> = { starts: [], ends: [], n: [] }
  const open: Range<T>[] = []
  let at: T | null = null
  const put = (end: T, n: number) => {
    if (at === null || at > end) return
    flat.starts.push(at)
    flat.ends.push(end)
    flat.n.push(n)
  }
  /** Closes what ends before `start`, from the innermost out. */
  const closeBefore = (start: T | null) => {
    for (let top = open.at(-1); top && (start === null || top.end < start); top = open.at(-1)) {
      put(top.end, top.n)
      if (at === null || at <= top.end) at = after(top.end)
      open.pop()
    }
  }
  for (const range of sorted) {
    closeBefore(range.start)
    const top = open.at(-1)
    if (top && at !== null && at < range.start) put(before(range.start), top.n)
    at = range.start
    open.push(range)
  }
  closeBefore(null)
  return flat
}

/** What `value` lies in; null for nothing. */
export function lookUp<T extends number | bigint>(
  { starts, ends, n }: FlatRanges<T>,
  value: T,
): number | null {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((starts[middle] as T) <= value) low = middle + 1
    else high = middle
  }
  const found = low - 1
  return found >= 0 && value <= (ends[found] as T) ? (n[found] ?? null) : null
}
