import { openBenchWorld } from './kit/bench-world.ts'
import { importFile } from './kit/import-file.ts'
import { formatNumber, rate } from './kit/rate.ts'

const ROWS = Number(process.env.BENCH_IMPORT_ROWS ?? 1_000_000)
const MAX_MEGABYTES = 300

/** A process of its own: what another bench leaves behind is not the import's memory. */
const world = await openBenchWorld()
try {
  const workspaceId = await world.newWorkspace()
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 100)
  const ours = await rate(ROWS, () => importFile(world, workspaceId, ROWS))
  clearInterval(watch)
  const megabytes = Math.round(peak / 1_000_000)
  console.log(
    `  import of ${formatNumber(ROWS)} rows at ${formatNumber(ours)} rows/s: ${megabytes} MB (at most ${MAX_MEGABYTES} MB)`,
  )
  if (megabytes > MAX_MEGABYTES) process.exitCode = 1
} finally {
  await world.close()
}
