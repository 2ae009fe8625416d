import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import { loadFiles } from '../features/audience/index.ts'
import { createLog } from '../platform/log.ts'
import { ConfigError, loadProcessConfig } from './config.ts'
import { openInstallation } from './open-installation.ts'

const USAGE = `npm run audience:load -- FILE …

  Loads people from .csv and .parquet files. Once all of them are in, they are what every workspace searches; until
  then, and when anything is wrong with a file, nothing changes.
`

/**
 * `npm run audience:load`: resolves to the exit code.
 * @param from the folder that file names are relative to
 */
export async function loadAudienceCommand(names: string[], from: string): Promise<number> {
  if (names.length === 0 || names.some((name) => name.startsWith('-'))) return refuse(USAGE)
  const paths = names.map((name) => resolve(from, name))
  for (const path of paths) {
    if (
      !(await access(path).then(
        () => true,
        () => false,
      ))
    )
      return refuse(`There is no file ${path}.`)
  }
  try {
    return await load(paths)
  } catch (error) {
    if (error instanceof ConfigError) return refuse(error.message)
    throw error
  }
}

async function load(paths: string[]): Promise<number> {
  const config = loadProcessConfig()
  const log = createLog('warn')
  const { db, close } = await openInstallation(config, log)
  const stop = new AbortController()
  const onSignal = () => stop.abort()
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
  const start = Date.now()
  let told = ''
  const onProgress = ({ step = '', percent }: { step?: string; percent?: number | undefined }) => {
    if (step === told && !process.stdout.isTTY) return
    const line = `${seconds(start)}  ${step}${percent === undefined ? '' : `  ${percent}%`}`
    process.stdout.write(process.stdout.isTTY ? `\r\x1b[K${line}` : `${line}\n`)
    told = step
  }
  try {
    const run = { db, dataDir: config.dataDir, log, paths, signal: stop.signal, onProgress }
    const version = await loadFiles(run)
    if (process.stdout.isTTY) process.stdout.write('\r\x1b[K')
    if (version === null)
      return refuse('Another load is under way. Wait for it, or stop it on the operator page.')
    if (version.status !== 'ready')
      return refuse(version.failure ?? 'The load was cancelled. What people search is as it was.')
    const { people, bytes, progress } = version
    const { rows_read = 0, duplicates = 0, left_out = 0, removed = 0 } = progress
    const rate = Math.round((rows_read * 1000) / Math.max(1, Date.now() - start))
    process.stdout.write(
      [
        `${count(people ?? 0)} people are searched now, ${count(Math.round((bytes ?? 0) / 1_000_000))} MB on disk`,
        `${count(rows_read)} rows in ${seconds(start)}, ${count(rate)} a second`,
        `left out: ${count(duplicates)} the same person again, ${count(left_out)} without a way to be reached, ${count(removed)} erased`,
        '',
      ].join('\n'),
    )
    return 0
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
    await close()
  }
}

const count = (value: number) => value.toLocaleString('en')
const seconds = (start: number) => `${((Date.now() - start) / 1000).toFixed(1)} s`

function refuse(message: string): number {
  process.stderr.write(`${message}\n`)
  return 2
}
