import type { OpenVersion } from './open-version.ts'
import type { KeyedPlan } from './scan/plan.ts'
import { spread } from './spread.ts'

/** Some of the rows that match, spread over all of them; `run` of them side by side, where they are read together. */
export async function matchingRows(
  { threads }: OpenVersion,
  wanted: KeyedPlan,
  limit: number,
  run: number,
  signal: AbortSignal | undefined,
): Promise<number[]> {
  const counts = (await threads.ask('count', { wanted, owned: null }, signal)).map(({ count }) => count)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const places = spread(total, limit, run)
  const firsts = counts.map((_, i) => counts.slice(0, i).reduce((sum, count) => sum + count, 0))
  const ask = (thread: number) => {
    const first = firsts[thread] ?? 0
    const last = first + (counts[thread] ?? 0)
    const own = places.filter((place) => place >= first && place < last).map((place) => place - first)
    return { wanted, places: own }
  }
  return (await threads.ask('rowsAt', ask, signal)).flat()
}
