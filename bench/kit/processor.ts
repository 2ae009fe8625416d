import { readFileSync } from 'node:fs'
import type pg from 'pg'

/** Time a process has had of a processor, where the system tells: what is left on a machine that others use. */
export function processorMs(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  } catch {
    return Number.NaN
  }
}

/** The same of the server's processes that answer connections, those that are there now; ours among them. */
export async function backendsClock(owner: pg.Client): Promise<() => number> {
  const { rows } = await owner.query<{ pid: number }>(
    `select pid from pg_stat_activity where backend_type = 'client backend' and datname = current_database()`,
  )
  return () => rows.reduce((sum, { pid }) => sum + processorMs(pid), 0)
}
