import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readPostmaster } from '../../src/platform/embedded-postgres/postmaster.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { type Client, createClient } from './client.ts'
import { installedDataDir } from './data-dir.ts'

const START_LIMIT_MS = 120_000

export interface SpawnedApp {
  /** Empty for a worker, which does not listen. */
  url: string
  client: Client
  pid: number
  dataDir: string
  /** Everything it printed so far. */
  output(): string
  /** Process id of its embedded Postgres. */
  postgresPid(): Promise<number>
  /** Sends a signal and waits for the end; returns the exit code, null when the signal ended it. */
  kill(signal: NodeJS.Signals): Promise<number | null>
  /** Ends it if it runs and removes its data. */
  dispose(): Promise<void>
}

export interface SpawnOptions {
  env?: Record<string, string>
  /** The data folder of an earlier run, or an empty one; an installation's otherwise. */
  dataDir?: string
}

/** The real built program as a process of its own, with its own data folder. Built and installed by the project's global setup. */
export async function spawnApp({ env = {}, dataDir }: SpawnOptions = {}): Promise<SpawnedApp> {
  const dir = dataDir ?? (await installedDataDir(env.SEED === 'demo' ? 'demo' : 'none'))
  let output = ''
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/server/main.js'], {
    cwd: projectRoot,
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', DATA_DIR: dir },
      ...{ SEED: 'none', DEMO_PEOPLE: '0', LOG_LEVEL: 'info', ...env },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const collect = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const url = await readyUrl(child, () => output)
  return {
    url,
    client: createClient(url),
    pid: child.pid as number,
    dataDir: dir,
    output: () => output,
    postgresPid: () => postmasterPid(dir),
    kill: (signal) => end(child, signal),
    async dispose() {
      await end(child, 'SIGTERM')
      // After a sudden end the watchdog may still be stopping Postgres, which writes as it goes.
      await rm(dir, { recursive: true, force: true, maxRetries: 40, retryDelay: 100 })
    },
  }
}

async function postmasterPid(dir: string): Promise<number> {
  return (await readPostmaster(join(dir, 'postgres')))?.pid ?? 0
}

function readyUrl(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => finish(new Error(`Not ready in time:\n${output()}`)), START_LIMIT_MS)
    const look = () => {
      const line = output()
        .split('\n')
        .find((text) => text.includes('"msg":"ready"'))
      if (line) finish(null, (JSON.parse(line) as { url: string | null }).url ?? '')
    }
    const ended = (code: number | null) =>
      finish(new Error(`Ended with ${code} while starting:\n${output()}`))
    function finish(error: Error | null, url = '') {
      clearTimeout(limit)
      child.stdout?.off('data', look)
      child.off('exit', ended)
      if (error) reject(error)
      else resolve(url)
    }
    child.stdout?.on('data', look)
    child.on('exit', ended)
  })
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }
  return child.exitCode
}
