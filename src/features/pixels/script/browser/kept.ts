import { key } from './settings.ts'
import { uuid } from './uuid.ts'

/** What stays in the browser of a visitor who agreed to it. */
export interface Kept {
  v: string
  s: string
  /** time of the visit's last event */
  t: number
  /** batches that could not be delivered */
  q: unknown[]
}

const name = `assay.${key}`

export function readKept(): Partial<Kept> {
  try {
    return JSON.parse(localStorage[name])
  } catch {
    return {}
  }
}

/** Keeps this and nothing else. Undefined where a browser lets nothing be kept. */
export function keep(kept?: Partial<Kept>): Kept | undefined {
  try {
    if (kept) localStorage[name] = JSON.stringify(kept)
    else delete localStorage[name]
    return kept as Kept
  } catch {}
}

/** Whose and which visit's an event is. A visit ends after half an hour's rest, and the end of a page begins none. */
export function idsOf(type: string): Kept | undefined {
  const kept = readKept()
  const isOver = !(Date.now() - (kept.t as number) < 18e5)
  if (!isOver || type !== 'page_leave' || !kept.v) {
    kept.v ||= uuid()
    if (isOver) kept.s = uuid()
    kept.t = Date.now()
  }
  return keep(kept)
}
