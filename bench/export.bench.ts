import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { getRequestListener } from '@hono/node-server'
import { to as copyTo } from 'pg-copy-streams'
import { DEFAULT_EXPORT, EXPORT_COLUMN_NAMES } from '../src/features/leads/exporting/export-columns.ts'
import { exportLeads } from '../src/features/leads/exporting/export-leads.ts'
import { type BenchWorld, openBenchWorld } from './kit/bench-world.ts'
import { fillLeads } from './kit/fill-leads.ts'

const ROWS = Number(process.env.BENCH_EXPORT_ROWS ?? 200_000)
const TRIES = 3
const MIN_RATIO = 0.6
const MAX_RSS_MB = 200

const world = await openBenchWorld()
try {
  const workspaceId = await world.newWorkspace()
  await fillLeads(world.owner, workspaceId, ROWS)
  await compare(world, workspaceId)
} finally {
  await world.close()
}

/** The whole export over HTTP, every column, against a bare COPY out of the same columns. */
async function compare({ owner, db }: BenchWorld, workspaceId: string): Promise<void> {
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 50)
  const { signal } = new AbortController()
  const server = createServer(
    getRequestListener(async () => {
      const { body } = await exportLeads(db, workspaceId, {}, DEFAULT_EXPORT, signal)
      return new Response(body, { headers: { 'Content-Type': 'text/csv' } })
    }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const [ours, bare]: [number[], number[]] = [[], []]
  for (let n = 0; n < TRIES; n++) {
    ours.push(
      await rate(async () => {
        const response = await fetch(`http://127.0.0.1:${port}/`)
        const lines = await drain(Readable.fromWeb(response.body as import('node:stream/web').ReadableStream))
        if (lines < ROWS) throw new Error(`The export has ${lines} lines`)
      }),
    )
    const columns = EXPORT_COLUMN_NAMES.filter((name) => DEFAULT_EXPORT.includes(name)).join(', ')
    bare.push(
      await rate(async () => {
        await drain(
          owner.query(
            copyTo(
              `copy (select ${columns}, custom from leads where workspace_id = '${workspaceId}') to stdout (format csv)`,
            ),
          ),
        )
      }),
    )
  }
  clearInterval(watch)
  server.close()
  const [best, limit] = [Math.max(...ours), Math.max(...bare)]
  const megabytes = Math.round(peak / 1_000_000)
  console.log(
    `  export of ${format(ROWS)} rows over HTTP: ${format(best)} rows/s, bare COPY out ${format(limit)} rows/s, ` +
      `ratio ${(best / limit).toFixed(2)} (at least ${MIN_RATIO}); memory ${megabytes} MB (at most ${MAX_RSS_MB})`,
  )
  if (best / limit < MIN_RATIO || megabytes > MAX_RSS_MB) process.exitCode = 1
}

async function drain(stream: Readable): Promise<number> {
  let lines = 0
  stream.on('data', (chunk: Buffer) => {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines++
  })
  await finished(stream)
  return lines
}

async function rate(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (ROWS * 1_000) / (performance.now() - start)
}

function format(value: number): string {
  return Math.round(value).toLocaleString('en')
}
