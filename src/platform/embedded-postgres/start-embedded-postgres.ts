import { once } from 'node:events'
import { openSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from '../log.ts'
import { type Account, serverAccount } from './account.ts'
import { program } from './binaries.ts'
import { ensureCluster, SUPERUSER } from './cluster.ts'
import { freePort } from './free-port.ts'
import { takeOwnership } from './owner-lock.ts'
import { choosePlace, type Place } from './place.ts'
import { endOrphan, signal, waitUntilReady } from './postmaster.ts'
import { serverSettings } from './settings.ts'
import { spawnWatched } from './watchdog.ts'

const READY_LIMIT_MS = 120_000 // recovery after a crash reads up to max_wal_size
const STOP_LIMIT_MS = 30_000
const MAX_LOG_BYTES = 10_000_000
const TRIES = 5

export interface EmbeddedPostgres {
  /** Of its superuser and database. */
  url: string
  /** Process id of the server at the moment. */
  pid(): number
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** The data folder, ours alone while we run. */
  dir: string
  log: Logger
  /** On top of the usual settings; tests give `fsync: 'off'`, the app never does. */
  settings?: Record<string, string>
  /** Called when the server died and could not be started again. */
  onLost?: (error: Error) => void
}

interface Running {
  pid: number
  exited: Promise<unknown>
}

/** Starts Postgres from its npm package in `dir`, and again should it die, until `stop`. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const account = serverAccount()
  const place = await choosePlace(options.dir, account)
  const release = await takeOwnership(place.dir)
  try {
    const { password } = await ensureCluster(place, account, options.settings?.fsync !== 'off')
    await endOrphan(place.cluster)
    const { port, running } = await firstRun(place, account, options)
    const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/assay`
    await ensureDatabase(url)
    const again = async () => {
      // What the dead one wrote about itself would be taken for the new one, and the wrong process stopped later.
      await endOrphan(place.cluster)
      return run(place, account, port, options)
    }
    const server = supervise(running, again, options)
    return {
      url,
      pid: server.pid,
      stop: async () => {
        await server.stop()
        await release()
      },
    }
  } catch (error) {
    await release()
    throw error
  }
}

/** Another program may take the free port first, and a killed server's children may need a moment to let go of the data. */
async function firstRun(place: Place, account: Account, options: EmbeddedOptions) {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    try {
      return { port, running: await run(place, account, port, options) }
    } catch (error) {
      if (attempt === TRIES) throw error
      await sleep(200 * attempt)
    }
  }
}

async function run(place: Place, account: Account, port: number, options: EmbeddedOptions): Promise<Running> {
  const settings = { ...serverSettings(port), ...options.settings }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = program(place.native, 'postgres')
  const child = spawnWatched(server, ['-D', place.cluster, ...args], account, openLog(place.dir))
  let hasExited = false
  const exited = Promise.race([once(child, 'exit'), once(child, 'error')]).then(() => {
    hasExited = true
  })
  try {
    return { pid: await waitUntilReady(place.cluster, READY_LIMIT_MS, () => hasExited), exited }
  } catch (error) {
    throw new Error(`${(error as Error).message}; see ${join(place.dir, 'postgres.log')}`, { cause: error })
  }
}

function openLog(dir: string): number {
  const file = join(dir, 'postgres.log')
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES) rmSync(file, { force: true })
  return openSync(file, 'a')
}

function supervise(first: Running, again: () => Promise<Running>, { log, onLost }: EmbeddedOptions) {
  let current = first
  let stopping = false
  const watch = async () => {
    await current.exited
    if (stopping) return
    log.error('Postgres ended unexpectedly; starting it again')
    for (let attempt = 1; !stopping; attempt++) {
      try {
        await sleep(200 * attempt)
        current = await again()
        return void watch()
      } catch (error) {
        if (attempt === TRIES) return onLost?.(error as Error)
      }
    }
  }
  void watch()
  const stop = async () => {
    stopping = true
    signal(current.pid, 'SIGINT')
    const hurry = setTimeout(() => signal(current.pid, 'SIGQUIT'), STOP_LIMIT_MS)
    await current.exited
    clearTimeout(hurry)
  }
  return { pid: () => current.pid, stop }
}

async function ensureDatabase(url: string) {
  const admin = new URL(url)
  admin.pathname = '/postgres'
  const client = new pg.Client({ connectionString: admin.href })
  await client.connect()
  try {
    const { rows } = await client.query("select 1 from pg_database where datname = 'assay'")
    if (rows.length === 0) await client.query('create database assay')
  } finally {
    await client.end()
  }
}
