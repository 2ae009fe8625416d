import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandOf, isAlive } from './owner-lock.ts'

const POLL_MS = 15
const ORPHAN_LIMIT_MS = 60_000

export interface Postmaster {
  pid: number
  port: number
  ready: boolean
}

/** What Postgres writes about itself: process id on the first line, port on the fourth, its state on the eighth. */
export async function readPostmaster(cluster: string): Promise<Postmaster | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number(lines[0])
  return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : null
}

/**
 * Ends a server that outlived its Assay, and clears the file of one that is gone. Immediate mode: the next
 * start recovers from the write-ahead log, so nothing committed is lost.
 */
export async function endOrphan(cluster: string): Promise<void> {
  const orphan = await readPostmaster(cluster)
  const isOurs = orphan && isAlive(orphan.pid) && commandOf(orphan.pid).includes('postgres')
  if (isOurs) {
    signal(orphan.pid, 'SIGQUIT')
    await waitForEnd(orphan.pid)
  }
  // Left by a killed server; its id may belong to a stranger by now, which Postgres would take for itself.
  if (existsSync(join(cluster, 'postmaster.pid'))) await rm(join(cluster, 'postmaster.pid'), { force: true })
}

async function waitForEnd(pid: number) {
  const limit = Date.now() + ORPHAN_LIMIT_MS
  while (isAlive(pid)) {
    if (Date.now() > limit) throw new Error(`An old Postgres (process ${pid}) does not stop`)
    await sleep(POLL_MS)
  }
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Waits until the server takes connections; `hasExited` ends the wait early. */
export async function waitUntilReady(
  cluster: string,
  limitMs: number,
  hasExited: () => boolean,
): Promise<number> {
  const limit = Date.now() + limitMs
  while (Date.now() < limit) {
    const state = await readPostmaster(cluster)
    if (state?.ready) return state.pid
    if (hasExited()) throw new Error('Postgres ended while starting')
    await sleep(POLL_MS)
  }
  throw new Error(`Postgres was not ready after ${limitMs / 1000} s`)
}
