import type { BenchFilter } from './audience-filters.ts'

export interface Timed {
  one: BenchFilter
  ms: number
  /** Of all threads of this process. */
  cpuMs: number
}

export async function timeAll(
  filters: BenchFilter[],
  work: (one: BenchFilter) => Promise<unknown>,
): Promise<Timed[]> {
  const times: Timed[] = []
  for (const one of filters) {
    const [start, used] = [performance.now(), process.cpuUsage()]
    await work(one)
    const { user, system } = process.cpuUsage(used)
    times.push({ one, ms: performance.now() - start, cpuMs: (user + system) / 1_000 })
  }
  return times
}

function percentile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}

/** `p50 / p95`. */
export function middleAndMost(times: Timed[], of: 'ms' | 'cpuMs' = 'ms'): string {
  const values = times.map((time) => time[of])
  return times.length === 0
    ? '-'
    : `${percentile(values, 0.5).toFixed(1)} / ${percentile(values, 0.95).toFixed(1)}`
}

export const middle = (times: Timed[]) =>
  percentile(
    times.map(({ ms }) => ms),
    0.5,
  )
export const most = (times: Timed[]) =>
  percentile(
    times.map(({ ms }) => ms),
    0.95,
  )
