import { fork } from 'node:child_process'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { openBenchDir, sampleFile } from './kit/audience-kept.ts'
import type { LoadOutcome } from './kit/load-people-process.ts'

const ROWS = Number(process.env.BENCH_AUDIENCE_ROWS ?? 10_000_000)
const MAX_SECONDS = 60
const MAX_MEGABYTES = 1_000

/**
 * Loading people against the least that DuckDB could do with the same file: read it, sort it, write it, once. Each in a
 * process of its own, whose memory is then its own too. BENCH_AUDIENCE_DIR keeps the file for the next run.
 */
const dir = await openBenchDir()
const work = join(dir.path, 'loading')
try {
  const file = await sampleFile(dir.path, ROWS)
  console.log(`  ${count(ROWS)} people, ${megabytes((await stat(file)).size)} as Parquet`)
  const limit = await run('bare', file)
  const ours = await run('load', file)
  const ratio = limit.ms / ours.ms
  console.log(
    `  loaded in ${seconds(ours.ms)} (at most ${MAX_SECONDS} s), bare read, sort and write ${seconds(limit.ms)}, ratio ${ratio.toFixed(2)}; ${seconds(ours.cpuMs)} of processor time, bare ${seconds(limit.cpuMs)}`,
  )
  console.log(
    `  ${Math.round(ours.peakMegabytes)} MB of memory at most (limit ${MAX_MEGABYTES} MB), bare ${Math.round(limit.peakMegabytes)} MB`,
  )
  console.log(
    `  ${count(ours.people)} people, ${megabytes(ours.bytes)} on disk, bare ${megabytes(limit.bytes)}`,
  )
  // The targets are for ten million; fewer are a trial.
  if (ROWS >= 10_000_000 && (ours.ms > MAX_SECONDS * 1_000 || ours.peakMegabytes > MAX_MEGABYTES))
    process.exitCode = 1
} finally {
  await rm(work, { recursive: true, force: true })
  await dir.delete()
}

function run(what: 'load' | 'bare', file: string): Promise<LoadOutcome> {
  return new Promise((resolve, reject) => {
    const child = fork(
      new URL('./kit/load-people-process.ts', import.meta.url),
      [what, file, join(work, what)],
      {
        execArgv: ['--import', 'tsx'],
      },
    )
    child.once('message', (outcome) => resolve(outcome as LoadOutcome))
    child.once('exit', (code) => reject(new Error(`${what} ended with ${code}`)))
  })
}

function count(value: number): string {
  return value.toLocaleString('en')
}
function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}
function megabytes(bytes: number): string {
  return `${count(Math.round(bytes / 1_000_000))} MB`
}
