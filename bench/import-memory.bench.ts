import { execFileSync } from 'node:child_process'
import { Readable } from 'node:stream'
import { openDatabases } from '../src/platform/db/index.ts'
import { createLog } from '../src/platform/log.ts'
import { newDataDir } from '../test/harness/data-dir.ts'
import { embeddedUrl } from '../test/harness/embedded-url.ts'
import { spawnApp } from '../test/harness/spawn-app.ts'
import { addKey, addPerson } from '../test/people.ts'
import { leadFile } from './kit/lead-file.ts'
import { formatNumber } from './kit/rate.ts'

const ROWS = Number(process.env.BENCH_IMPORT_ROWS ?? 1_000_000)
const MAX_MEGABYTES = 300

/** The built program takes the file over HTTP and imports it, while its memory is looked at from outside. */
const dataDir = await newDataDir()
const app = await spawnApp({ dataDir })
try {
  const db = await openDatabases({
    ownerUrl: await embeddedUrl(dataDir),
    poolSize: 2,
    log: createLog('warn'),
  })
  const key = await addKey({ db }, (await addPerson({ db })).workspaceId, ['read', 'write'])
  await db.close()
  let peak = 0
  const look = () => {
    peak = Math.max(peak, residentMegabytes(app.pid))
  }
  look()
  const idle = peak
  const watch = setInterval(look, 200)
  const start = performance.now()
  const { body: started } = await upload(key)
  const path = `/api/leads/imports/${started.import_id}`
  let state = (await app.client.request('GET', path, { key })).body
  while (state.status === 'queued' || state.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 500))
    state = (await app.client.request('GET', path, { key })).body
  }
  const rate = (ROWS * 1_000) / (performance.now() - start)
  clearInterval(watch)
  if (state.status !== 'finished' || state.imported !== ROWS) throw new Error(JSON.stringify(state))
  console.log(
    `  import of ${formatNumber(ROWS)} rows over HTTP at ${formatNumber(rate)} rows/s: ${peak} MB at most, ${idle} MB before (limit ${MAX_MEGABYTES} MB)`,
  )
  if (peak > MAX_MEGABYTES) process.exitCode = 1
} finally {
  await app.dispose()
}

async function upload(key: string): Promise<{ body: { import_id: string } }> {
  const response = await fetch(`${app.url}/api/leads/imports`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'multipart/form-data; boundary=bench' },
    body: Readable.toWeb(Readable.from(multipart())),
    duplex: 'half',
  } as RequestInit)
  if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`)
  return { body: (await response.json()) as { import_id: string } }
}

async function* multipart(): AsyncGenerator<Buffer> {
  const part = (name: string) => `--bench\r\nContent-Disposition: form-data; name="${name}"`
  yield Buffer.from(`${part('default_country')}\r\n\r\nUS\r\n${part('file')}; filename="bench.csv"\r\n\r\n`)
  yield* leadFile(ROWS)
  yield Buffer.from('\r\n--bench--\r\n')
}

function residentMegabytes(pid: number): number {
  return Math.round((Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)])) * 1_024) / 1_000_000)
}
